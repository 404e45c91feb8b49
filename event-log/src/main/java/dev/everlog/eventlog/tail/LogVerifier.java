package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Damage;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.VerifyReport.Finding;
import dev.everlog.eventlog.VerifyReport.Kind;
import dev.everlog.eventlog.tail.CommitMark.Mark;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import dev.everlog.eventlog.tail.FrameStore.FrameReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads every frame of a log and reports what is not as it was written. Changes nothing and takes no lock, so it can
 * run beside writers. Cost: one pass over the files.
 */
public final class LogVerifier {
    private final Engine engine;
    private final LogDirectory directory;
    private final Archive archive;
    private final List<Finding> findings = new ArrayList<>();

    private LogVerifier(Engine engine, LogDirectory directory, Archive archive) {
        this.engine = engine;
        this.directory = directory;
        this.archive = archive;
    }

    /**
     * Verifies the log in a directory.
     *
     * @throws LogException {@code UNUSABLE} when no log is there, {@code NEWER_FORMAT}, {@code IO}
     */
    public static VerifyReport verify(Path directory, Engine engine, Archive.Format format) {
        try {
            LogDirectory existing = LogDirectory.existing(directory);
            try (Archive archive = format.in(existing.archive())) {
                return new LogVerifier(engine, existing, archive).run();
            }
        } catch (IOException e) {
            throw LogFailures.of(e);
        }
    }

    private VerifyReport run() throws IOException {
        Mark mark = readMark();
        try (Chain chain = new Chain(engine, directory, archive, event -> {})) {
            try {
                follow(chain, mark);
            } catch (LogException e) {
                if (e.kind() == LogException.Kind.NEWER_FORMAT) {
                    throw e;
                }
                findings.add(new Finding(Kind.CORRUPT, String.valueOf(e.getMessage()), e.damage()));
                reportNextWhole(chain, e.damage());
            }
            return new VerifyReport(
                    chain.lastPosition(),
                    sealed(chain.lastPosition()),
                    chain.hash().toString(),
                    chain.bytes(),
                    List.copyOf(findings));
        }
    }

    private Position sealed(Position verified) {
        Position end = archive.end().position();
        return end.isAfter(verified) ? verified : end;
    }

    private @Nullable Mark readMark() throws IOException {
        if (!Files.exists(directory.markFile()) || Files.size(directory.markFile()) == 0) {
            if (!directory.listGenerations().isEmpty()) {
                note(
                        "the mark is missing, so nobody can tell whether events behind the last one were acknowledged",
                        directory.markFile(),
                        0,
                        0);
            }
            return null;
        }
        Mark mark = CommitMark.in(directory.markFile());
        if (mark == null) {
            note(
                    "the mark is damaged; it is written anew with the next start",
                    directory.markFile(),
                    0,
                    0);
        }
        return mark;
    }

    private void follow(Chain chain, @Nullable Mark mark) throws IOException {
        if (mark != null) {
            chain.follow(mark.durable());
        }
        chain.followUnacknowledged();
        if (mark != null && mark.readable().isAfter(chain.lastPosition())) {
            add(
                    Kind.TORN_END,
                    "the operating system crashed before the flush of events through "
                            + mark.readable()
                            + ", which were acknowledged with durability 'process' only",
                    chain);
        }
        reportLeftBehind(chain);
        if (chain.remains(Long.MAX_VALUE)) {
            boolean undecidable = mark == null;
            add(
                    undecidable ? Kind.CORRUPT : Kind.TORN_END,
                    undecidable
                            ? "the end is torn and so is the mark, so nobody can tell what was acknowledged"
                            : "a write that was never acknowledged was cut off here",
                    chain);
        }
    }

    /** Torn ends of earlier generations were reported when they were new. */
    private void reportLeftBehind(Chain chain) {
        for (Damage place : chain.leftBehind()) {
            findings.add(
                    new Finding(
                            Kind.NOTE,
                            "a torn write that was never acknowledged was left behind here",
                            place));
        }
    }

    private void reportNextWhole(Chain chain, @Nullable Damage damage) throws IOException {
        if (damage == null
                || chain.end().generation().equals(Generation.NONE)
                || damage.file().startsWith(directory.archive())) {
            return;
        }
        try (FrameReader reader = engine.reader(directory.generation(chain.end().generation()))) {
            long at = reader.scan(damage.offset());
            while (at != FrameReader.NONE) {
                Frame.Decoded decoded = FrameWalk.decode(reader, at);
                if (decoded != null && decoded.first() > damage.position().value()) {
                    note(
                            "the next whole frame after the damage",
                            reader.file(),
                            at,
                            decoded.first());
                    return;
                }
                at = reader.scan(at + 4);
            }
        }
    }

    private void add(Kind kind, String message, Chain chain) {
        findings.add(new Finding(kind, message, chain.nextPlace()));
    }

    private void note(String message, Path file, long offset, long position) {
        findings.add(
                new Finding(Kind.NOTE, message, new Damage(file, offset, new Position(position))));
    }
}
