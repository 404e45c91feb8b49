package dev.everlog.server;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outermost level of a JSON text, with a 0 for every value inside that is an object or a list. It needs to know
 * strings and brackets only, so it can be taken of a message that is too long to keep or that no parser reads, and tells
 * whose answer the error is: most clients write the id after the parameters. Not thread-safe.
 */
final class Outline extends OutputStream {
    /** Bytes that are kept: an envelope has a hundred. */
    private static final int MAX_BYTES = 4 << 10;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int depth;
    private boolean inString;
    private boolean escaped;

    @Override
    public void write(int b) {
        int before = depth;
        depth += inString ? 0 : step(b);
        if (Math.max(before, depth) <= 1) {
            keep(b);
        } else if (before == 1) {
            keep('0');
        }
        boolean quote = b == '"' && !escaped;
        escaped = inString && b == '\\' && !escaped;
        inString ^= quote;
    }

    private static int step(int b) {
        return switch (b) {
            case '{', '[' -> 1;
            case '}', ']' -> -1;
            default -> 0;
        };
    }

    private void keep(int b) {
        if (kept.size() < MAX_BYTES) {
            kept.write(b);
        }
    }

    /**
     * The id of the request that this is, as far as it can be read: null if it cannot be found for certain, or if this is
     * no request.
     */
    @Nullable Object requestId(JsonMapper json) {
        Object id = null;
        boolean request = false;
        try (JsonParser parser = json.createParser(kept.toByteArray())) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            JsonToken next = object ? parser.nextToken() : null;
            while (next == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                Object value = scalar(parser);
                next = parser.nextToken(); // fails where the value may have been cut
                id = name.equals("id") ? value : id;
                request |= name.equals("method");
            }
        } catch (JacksonException e) {
            // What was read before is what can be known.
        }
        return request ? id : null;
    }

    private static @Nullable Object scalar(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING ->
                    UnicodeText.isWellFormed(parser.getString()) ? parser.getString() : null;
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? null
                            : (Object) parser.getLongValue();
            case null, default -> null;
        };
    }
}
