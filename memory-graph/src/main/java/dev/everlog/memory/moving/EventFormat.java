package dev.everlog.memory.moving;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.MemoryException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a file of {@code export} looks like. Immutable. */
public sealed interface EventFormat permits EventLines, EventTable, EventColumns {
    /** Takes the events in order. */
    interface Sink {
        void put(StoredEvent event) throws IOException;

        /** Says that this was all, without which nobody takes the file for whole. */
        void end(Position last) throws IOException;
    }

    /** Gives the events in order, then null. */
    interface Source extends Closeable {
        /**
         * The next event, or null behind the last.
         *
         * @throws MemoryException {@code UNREADABLE}, naming the line, if it is none of ours
         */
        @Nullable StoredEvent next() throws IOException;

        /** Whether the file says that it ends here. After the last event. */
        boolean isWhole();
    }

    /** Writes to a stream, which the caller closes. */
    Sink write(OutputStream out) throws IOException;

    /** Reads what {@link #write} wrote; of text, also what an editor made of it. */
    Source read(Path file) throws IOException;

    /**
     * By name, or else by the ending of the file.
     *
     * @throws MemoryException {@code INVALID} for a name that there is not
     */
    static EventFormat of(@Nullable String name, String file) {
        String wanted = name == null ? file.substring(file.lastIndexOf('.') + 1) : name;
        return switch (wanted) {
            case "csv" -> new EventTable();
            case "parquet" -> new EventColumns();
            case "jsonl" -> new EventLines();
            default -> {
                if (name != null) {
                    throw new MemoryException(
                            MemoryException.Kind.INVALID,
                            "the format is jsonl, csv or parquet, not " + name,
                            "");
                }
                yield new EventLines();
            }
        };
    }
}
