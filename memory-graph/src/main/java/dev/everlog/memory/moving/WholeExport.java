package dev.everlog.memory.moving;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Whether an input is all that export wrote of one log, and can be taken over as it is. */
final class WholeExport {
    /** What is further in the future was not recorded by anybody yet. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private WholeExport() {}

    /** Reads all of it where it begins like one. */
    static boolean fits(ImportRequest request, Memory memory, Instant now) throws IOException {
        if (!isOfOurs(request)) {
            return false;
        }
        LogCopy copy = memory.copy(position -> {});
        try (EventFormat.Source source = open(request)) {
            for (StoredEvent event = source.next(); event != null; event = source.next()) {
                boolean ours = event.event().origin().tenant().equals(memory.tenant());
                if (!ours
                        || event.recordedAt().isAfter(now.plus(CLOCKS_DIFFER))
                        || !copy.fits(event)) {
                    return false;
                }
            }
            return source.isWhole();
        } catch (MemoryException e) {
            if (e.kind() != MemoryException.Kind.UNREADABLE) {
                throw e;
            }
            return false; // rows of another kind
        }
    }

    private static boolean isOfOurs(ImportRequest request) {
        return switch (request.format()) {
            case JSONL, CSV -> request.mapping().isEmpty();
            case JSON, SERVER_MEMORY, MEM0, ALLSOURCE -> false;
        };
    }

    /** Of an input whose format {@link #fits}. */
    static EventFormat.Source open(ImportRequest request) throws IOException {
        BufferedReader text = Rows.text(request.input());
        return request.format() == ImportFormat.CSV ? EventTable.read(text) : EventLines.read(text);
    }
}
