package dev.everlog.memory.moving;

import dev.everlog.memory.MemoryException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The rows of a text, one after the other, whatever they mean. Confined. */
interface Rows extends Closeable {
    /** Digits that a double would not keep are kept. */
    JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /**
     * A row.
     *
     * @param line where it begins, from 1
     * @param fields null if it cannot be read
     * @param why empty if it can
     */
    record Row(long line, @Nullable ObjectNode fields, String why) {
        static Row of(long line, ObjectNode fields) {
            return new Row(line, fields, "");
        }

        static Row unreadable(long line, String why) {
            return new Row(line, null, why);
        }
    }

    /**
     * The next row, or null behind the last.
     *
     * @throws MemoryException {@code UNREADABLE} if nothing behind it can be read either
     */
    @Nullable Row next() throws IOException;

    /** The rows of an input in this format. */
    static Rows of(Input input, ImportFormat format) throws IOException {
        BufferedReader text = text(input);
        return switch (format) {
            case JSONL, SERVER_MEMORY, ALLSOURCE -> new LineRows(text);
            case JSON, MEM0 -> new DocumentRows(text);
            case CSV -> new TableRows(text);
        };
    }

    /** The text of an input, without the mark that some spreadsheets write before it. */
    static BufferedReader text(Input input) throws IOException {
        return FieldSource.withoutMark(
                new BufferedReader(
                        new InputStreamReader(input.open(), StandardCharsets.UTF_8.newDecoder())));
    }

    static MemoryException notUtf8(long line, CharacterCodingException cause) {
        return FieldSource.damaged(
                "the data is not UTF-8, in line " + line + " or soon behind it", cause);
    }

    /** The first line of what a parser says: the others show the text. */
    static String why(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
