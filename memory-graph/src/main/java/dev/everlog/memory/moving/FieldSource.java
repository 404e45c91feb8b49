package dev.everlog.memory.moving;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.MemoryException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Events that are written as text: {@link EventFields} row by row, and a last row that says how many there are. Confined. */
final class FieldSource implements EventFormat.Source {
    private final Rows rows;
    private long last;
    private boolean whole;

    FieldSource(Rows rows) {
        this.rows = rows;
    }

    /** Some kind of text. */
    interface Rows extends Closeable {
        /** The next row, or null behind the last. */
        @Nullable Map<String, String> next() throws IOException;

        /** Where that row begins, from 1. */
        long line();
    }

    @Override
    public @Nullable StoredEvent next() throws IOException {
        try {
            Map<String, String> fields = rows.next();
            if (fields == null) {
                return null;
            }
            if (EventFields.isEnd(fields)) {
                end(fields);
                return null;
            }
            StoredEvent event = EventFields.event(fields);
            last = event.position().value();
            return event;
        } catch (CharacterCodingException e) {
            throw damaged(
                    "the file is not UTF-8, in line " + rows.line() + " or soon behind it", e);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw damaged(
                    "line "
                            + rows.line()
                            + " of the file is none as everlog export writes it: "
                            + why,
                    e);
        }
    }

    private void end(Map<String, String> fields) throws IOException {
        long told = EventFields.end(fields);
        if (told != last) {
            throw new IllegalArgumentException(
                    "it says that the last event is e" + told + ", and that was e" + last);
        }
        if (rows.next() != null) {
            throw new IllegalArgumentException("it comes behind the end");
        }
        whole = true;
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    static MemoryException damaged(String message, Exception cause) {
        return new MemoryException(MemoryException.Kind.UNREADABLE, message, "", cause);
    }

    static BufferedReader open(Path file) throws IOException {
        return withoutMark(Files.newBufferedReader(file));
    }

    /** Text that begins with a byte order mark, as some spreadsheets write it, without that. */
    static BufferedReader withoutMark(BufferedReader text) throws IOException {
        text.mark(1);
        try {
            if (text.read() != '\ufeff') {
                text.reset();
            }
            return text;
        } catch (CharacterCodingException e) {
            text.close();
            throw damaged("the data are not UTF-8", e);
        }
    }
}
