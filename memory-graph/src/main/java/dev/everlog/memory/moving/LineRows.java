package dev.everlog.memory.moving;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** JSON Lines: an object a line; empty lines are none. Confined. */
final class LineRows implements Rows {
    /** Characters: an event has at most 1 MiB of data, and what is longer must not fill the memory. */
    private static final int MAX_LINE = 8 << 20;

    private final BufferedReader text;
    private long number;

    LineRows(BufferedReader text) {
        this.text = text;
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            String line = line();
            while (line != null && line.isBlank()) {
                line = line();
            }
            return line == null ? null : row(line);
        } catch (CharacterCodingException e) {
            throw Rows.notUtf8(number, e);
        }
    }

    private Row row(String line) {
        if (line.length() > MAX_LINE) {
            return Row.unreadable(number, "it has more than " + MAX_LINE + " characters");
        }
        try {
            return JSON.readTree(line) instanceof ObjectNode fields
                    ? Row.of(number, fields)
                    : Row.unreadable(number, "it is no JSON object");
        } catch (JacksonException e) {
            return Row.unreadable(number, "it is no JSON: " + Rows.why(e));
        }
    }

    /** The next line, without what is beyond one character too many; null behind the last. */
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = text.read();
        if (next < 0) {
            return null;
        }
        number++;
        while (next >= 0 && next != '\n') {
            if (line.length() <= MAX_LINE) {
                line.append((char) next);
            }
            next = text.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
