package dev.everlog.server;

import dev.everlog.eventlog.StoredEvent;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file of {@code export} looks like. */
sealed interface EventFormat permits EventLines, EventTable {
    /** Takes the events in order. */
    interface Sink {
        void put(StoredEvent event) throws IOException;
    }

    /** Gives {@link EventFields} of events in order, then null. */
    interface Source {
        @Nullable Map<String, String> next() throws IOException;
    }

    /** Writes to a buffered writer, which the caller closes. */
    Sink write(Writer out) throws IOException;

    /**
     * Reads what {@link #write} wrote, or an editor in its place.
     *
     * @throws RuntimeException from the source too, if it is none of that
     */
    Source read(Reader in) throws IOException;

    /** By name, or else by the ending of the file. */
    static EventFormat of(@Nullable String name, String file) {
        String wanted = name == null ? file.substring(file.lastIndexOf('.') + 1) : name;
        return switch (wanted) {
            case "csv" -> new EventTable();
            case "jsonl" -> new EventLines();
            default -> {
                if (name != null) {
                    throw new ConfigurationException("--format is jsonl or csv, not " + name);
                }
                yield new EventLines();
            }
        };
    }
}
