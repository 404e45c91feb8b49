package dev.everlog.memory.moving;

import dev.everlog.memory.MemoryException;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON document: a list of objects, or an object of which each list holds such. A row says in which list it stood.
 * Confined.
 */
final class DocumentRows implements Rows {
    private static final ObjectReader ROW =
            JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonParser parser;
    private String list = "";
    private boolean begun;

    DocumentRows(Reader text) {
        parser = JSON.createParser(text);
    }

    /** Name of the list in which the last row stood; empty if the document is a list. */
    String list() {
        return list;
    }

    @Override
    public @Nullable Row next() throws IOException {
        try {
            if (!begun) {
                begin();
            }
            return advance() ? row() : null;
        } catch (JacksonException e) {
            throw FieldSource.damaged(
                    "it is no JSON from line " + line() + " on: " + Rows.why(e), e);
        }
    }

    private void begin() {
        begun = true;
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_ARRAY && first != JsonToken.START_OBJECT) {
            throw new MemoryException(
                    MemoryException.Kind.UNREADABLE,
                    "the document is neither a list nor an object with lists",
                    "for example [{…}, {…}] or {\"results\": [{…}]}");
        }
    }

    /** To the first token of the next row; false if there is none. */
    private boolean advance() {
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return false;
            }
            if (token == JsonToken.PROPERTY_NAME) {
                list = parser.currentName();
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    parser.skipChildren(); // a count or a link to the next page
                }
            } else if (token != JsonToken.END_ARRAY && token != JsonToken.END_OBJECT) {
                return true;
            }
        }
    }

    private Row row() {
        long line = line();
        JsonNode value = ROW.readTree(parser);
        return value instanceof ObjectNode fields
                ? Row.of(line, fields)
                : Row.unreadable(line, "it is no JSON object");
    }

    private long line() {
        return parser.currentTokenLocation().getLineNr();
    }

    @Override
    public void close() {
        parser.close();
    }
}
