package dev.everlog.tools;

import dev.everlog.memory.EventQuery;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.moving.ExportFormat;
import dev.everlog.memory.moving.Exporting;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A file of events.
 *
 * @param file in the folder {@code exchange} of the memory
 * @param hidden events of the log that no read shows and the file does not hold either; null if there are none
 */
record Exported(
        String file, long events, long bytes, long position, String project, @Nullable Long hidden)
        implements Answer {
    static Exported write(String file, ExportFormat format, EventQuery query, Reader reader) {
        var session = reader.call().session();
        var exporting = new Exporting(reader.memory(), query, reader.vantage());
        var events = new AtomicLong();
        try {
            long bytes =
                    session.exchange()
                            .get()
                            .write(
                                    file,
                                    out ->
                                            events.set(
                                                    exporting.writeTo(
                                                            out, format, session.progress())));
            long hidden = reader.memory().logStats(reader.vantage()).hidden();
            return new Exported(
                    file,
                    events.get(),
                    bytes,
                    reader.position().value(),
                    reader.scope().toString(),
                    hidden == 0 ? null : hidden);
        } catch (IOException e) {
            throw new MemoryException(
                    MemoryException.Kind.UNAVAILABLE,
                    "the file cannot be written (" + e.getClass().getSimpleName() + ")",
                    "a person should look whether the disk is full or not writable",
                    e);
        }
    }

    @Override
    public String text() {
        return new Lines()
                .add(
                        "exported "
                                + Counts.of(events, "event")
                                + " as of e"
                                + position
                                + ", project "
                                + Quoted.name(project)
                                + ", to exchange/"
                                + file
                                + ", "
                                + Counts.of(bytes, "byte"))
                .add(
                        hidden,
                        count ->
                                "not in it: "
                                        + Counts.of(count, "hidden event")
                                        + "; `everlog export` moves a whole log")
                .toString();
    }
}
