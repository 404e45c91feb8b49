package dev.everlog.memory.moving;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** What events look like that are written for others. */
public enum ExportFormat {
    /** One JSON object a line; comes back by import. */
    JSONL,
    /** RFC 4180 with a line of names; comes back by import. */
    CSV,
    /** For DuckDB, pandas and {@code everlog import}; a file only. */
    PARQUET,
    /** A table for people. */
    MARKDOWN;

    /** Begins a file. */
    EventFormat.Sink write(OutputStream out) throws IOException {
        return switch (this) {
            case JSONL -> new EventLines().write(out);
            case CSV -> new EventTable().write(out);
            case PARQUET -> new EventColumns().write(out);
            case MARKDOWN -> markdown(out);
        };
    }

    private static EventFormat.Sink markdown(OutputStream stream) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        out.append(Markdown.HEAD).append('\n');
        return new EventFormat.Sink() {
            @Override
            public void put(StoredEvent event) throws IOException {
                out.append(Markdown.row(event)).append('\n');
            }

            @Override
            public void end(Position last) throws IOException {
                out.flush();
            }
        };
    }

    /** The lines before the first event; empty if there are none. Not for {@link #PARQUET}. */
    public String head() {
        return switch (this) {
            case JSONL -> "";
            case CSV -> EventTable.head();
            case MARKDOWN -> Markdown.HEAD;
            case PARQUET -> throw new IllegalStateException("Parquet has no lines");
        };
    }

    /** An event as one line. Not for {@link #PARQUET}. */
    public String line(StoredEvent event) {
        return switch (this) {
            case JSONL -> EventLines.line(event);
            case CSV -> EventTable.line(event);
            case MARKDOWN -> Markdown.row(event);
            case PARQUET -> throw new IllegalStateException("Parquet has no lines");
        };
    }
}
