package dev.everlog.memory.moving;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.Consent;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Reading;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.Writer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes an input into a memory. A whole export into a memory that is empty, or the beginning of the same, is copied: same
 * positions, versions and transaction times. Everything else gets places and transaction times of this log, and keeps
 * its own times as those of occurrence. When it ends early the same call goes on. Immutable; one thread each.
 *
 * @param now by the clock of who imports
 */
public record Importing(Memory memory, Writer writer, Instant now) {
    /** Rows that are merged: what was met is remembered meanwhile, about 100 bytes a row. */
    private static final long MAX_ROWS = 2_000_000;

    /**
     * Does it, or tells what it would do.
     *
     * @throws MemoryException {@code NOT_FOUND} for a file that is not there, {@code UNREADABLE}, {@code INVALID} without
     *     the consent that it needs, {@code CONFLICT}; what was imported before stays, and the message says how far that is
     */
    public ImportReport run(ImportRequest request, Progress progress) {
        try {
            Mapping mapping = request.applied();
            String token = token(request);
            if (!request.consent().dryRun()) {
                request.consent().require(token, few(request, mapping));
            }
            boolean copies = WholeExport.fits(request, memory, now);
            refuseDuplicates(request, mapping, copies);
            return copies
                    ? copy(request, token, progress)
                    : merge(request, mapping, token, progress);
        } catch (NoSuchFileException e) {
            throw new MemoryException(
                    MemoryException.Kind.NOT_FOUND, "the file is not there", "", e);
        } catch (IOException e) {
            throw FieldSource.damaged(
                    "the data cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private String token(ImportRequest request) throws IOException {
        return "c-"
                + Sha256.hex(request.input().digest() + request.rules() + writer.project())
                        .substring(0, 12);
    }

    /** Rows, of which the third and all others are not counted. */
    private static int few(ImportRequest request, Mapping mapping) throws IOException {
        try (Entries entries = Entries.of(request.input(), request.format(), mapping)) {
            int rows = 0;
            while (rows < 2 && entries.next() != null) {
                rows++;
            }
            if (rows == 0) {
                throw none();
            }
            return rows;
        }
    }

    private static MemoryException none() {
        return new MemoryException(
                MemoryException.Kind.INVALID,
                "there is no row in it",
                "say the right format, and give at least one row");
    }

    private void refuseDuplicates(ImportRequest request, Mapping mapping, boolean copies)
            throws IOException {
        if (request.onDuplicate() == ImportRequest.OnDuplicate.SKIP || copies) {
            return;
        }
        Tally tally = new Tally();
        var _ = walk(request, mapping, true, tally, Progress.NONE);
        if (tally.duplicates() > 0) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    tally.duplicates()
                            + " of "
                            + tally.rows()
                            + " rows are there already; nothing was imported",
                    "on_duplicate=skip passes over them");
        }
    }

    private ImportReport merge(
            ImportRequest request, Mapping mapping, String token, Progress progress)
            throws IOException {
        boolean dryRun = request.consent().dryRun();
        Tally tally = new Tally();
        try {
            Set<String> notKept = walk(request, mapping, dryRun, tally, progress);
            if (tally.rows() == 0) {
                throw none();
            }
            return tally.report(dryRun, false, notKept, shown(dryRun, token, tally));
        } catch (LogException e) {
            throw new LogException(e.kind(), tally.where() + ", then: " + e.getMessage(), e);
        } catch (MemoryException e) {
            throw tally.rows() == 0 ? e : stopped(e, tally);
        }
    }

    private static MemoryException stopped(MemoryException e, Tally tally) {
        return new MemoryException(
                e.kind(), tally.where() + ", then: " + e.getMessage(), e.hint(), e);
    }

    private Set<String> walk(
            ImportRequest request, Mapping mapping, boolean dryRun, Tally tally, Progress progress)
            throws IOException {
        Merge merge = new Merge(memory, writer, dryRun, tally, progress);
        try (Entries entries = Entries.of(request.input(), request.format(), mapping)) {
            for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
                requireFew(tally);
                merge.take(entry);
            }
            merge.end();
            return entries.notKept();
        }
    }

    private static void requireFew(Tally tally) {
        if (tally.rows() >= MAX_ROWS) {
            throw new MemoryException(
                    MemoryException.Kind.LIMIT,
                    "the file has more than " + MAX_ROWS + " rows",
                    "split it, and import one part after the other");
        }
    }

    private ImportReport copy(ImportRequest request, String token, Progress progress)
            throws IOException {
        boolean dryRun = request.consent().dryRun();
        Tally tally = new Tally();
        long there = memory.read(Vantage.NOW, Reading::position).value();
        Steps steps = new Steps(progress);
        LogCopy copy = memory.copy(reached -> steps.at(reached.value()));
        try (EventFormat.Source source = WholeExport.open(request)) {
            for (StoredEvent event = source.next(); event != null; event = source.next()) {
                if (!dryRun) {
                    copy.take(event);
                }
                if (event.position().value() > there) {
                    tally.imported(event.position().value());
                } else {
                    tally.duplicate(event.position().value());
                }
            }
        }
        if (!dryRun) {
            copy.end();
            copy.receipt().ifPresent(tally::appended);
        }
        return tally.report(dryRun, true, Set.of(), shown(dryRun, token, tally));
    }

    private static @Nullable String shown(boolean dryRun, String token, Tally tally) {
        return dryRun
                ? Consent.shown(token, (int) Math.min(tally.rows(), Integer.MAX_VALUE))
                : null;
    }
}
