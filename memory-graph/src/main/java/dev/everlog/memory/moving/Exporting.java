package dev.everlog.memory.moving;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.EventQuery;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Page;
import dev.everlog.memory.PageRequest;
import dev.everlog.memory.Vantage;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes events that are visible from a vantage, in order of position. Immutable; one thread each.
 *
 * @param vantage as of a position, so that all is of one state while others write
 */
public record Exporting(Memory memory, EventQuery query, Vantage vantage) {
    /** Events that are held at a time. */
    private static final int PAGE = 1_000;

    /** Writes all of them and what says that it is all. @return how many */
    public long writeTo(OutputStream out, ExportFormat format, Progress progress)
            throws IOException {
        EventFormat.Sink sink = format.write(out);
        long written = 0;
        Position last = Position.NONE;
        @Nullable String cursor = null;
        do {
            Page<StoredEvent> page =
                    memory.events(
                            query, new PageRequest(PAGE, cursor, PageRequest.Order.ASC), vantage);
            for (StoredEvent event : page.items()) {
                sink.put(event);
                last = event.position();
            }
            written += page.items().size();
            progress.at(written);
            cursor = page.nextCursor();
        } while (cursor != null);
        sink.end(last);
        return written;
    }
}
