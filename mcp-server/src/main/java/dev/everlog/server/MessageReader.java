package dev.everlog.server;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one line as one JSON-RPC 2.0 message. Everything a line can be has its answer: nothing is thrown and nothing
 * ends the connection. Immutable.
 */
final class MessageReader {
    private static final String WANTED =
            "send one JSON-RPC 2.0 object a line, for instance {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private final JsonMapper json;

    MessageReader(JsonMapper json) {
        this.json = json;
    }

    Incoming read(ByteBuffer line) {
        String text;
        try {
            text = UnicodeText.decode(line.duplicate());
        } catch (CharacterCodingException e) {
            return Incoming.Fault.unreadable(idIn(line), "this line is not UTF-8; " + WANTED);
        }
        return text.isBlank() ? new Incoming.Blank() : parse(text, line);
    }

    private Incoming parse(String text, ByteBuffer line) {
        JsonNode message;
        try {
            message = json.readTree(text);
        } catch (StreamConstraintsException e) {
            return Incoming.Fault.unreadable(idIn(line), overLimit());
        } catch (JacksonException e) {
            return Incoming.Fault.unreadable(
                    idIn(line), "not valid JSON" + place(e) + "; " + WANTED);
        }
        int half = UnicodeText.loneSurrogate(text);
        if (half >= 0) {
            return new Incoming.Fault(
                    id(message), ErrorCodes.INVALID_PARAMS, WireMapper.halfCharacter(half));
        }
        return classify(message);
    }

    /** Which of them it was, Jackson says only in words of its own API. */
    private String overLimit() {
        var limits = json.tokenStreamFactory().streamReadConstraints();
        return "JSON over a limit: at most "
                + limits.getMaxNestingDepth()
                + " levels of nesting, "
                + limits.getMaxNumberLength()
                + " digits of a number, "
                + limits.getMaxNameLength()
                + " characters of a name; make it flatter, or send the inner part as one text";
    }

    /** The request that an unreadable line was meant to be, so that its sender does not wait for ever. */
    private @Nullable Object idIn(ByteBuffer line) {
        var outline = new Outline();
        for (int i = line.position(); i < line.limit(); i++) {
            outline.write(line.get(i));
        }
        return idIn(outline);
    }

    /** See {@link Outline#requestId}. */
    @Nullable Object idIn(Outline outline) {
        return outline.requestId(json);
    }

    private static String place(JacksonException fault) {
        var location = fault.getLocation();
        return location == null ? "" : " near column " + location.getColumnNr();
    }

    private Incoming classify(JsonNode message) {
        if (message.isArray()) {
            return Incoming.Fault.invalid(
                    null, "batches are not part of MCP since revision 2025-06-18; " + WANTED);
        }
        Object id = id(message);
        if (!message.isObject() || !"2.0".equals(message.path("jsonrpc").stringValue(""))) {
            return Incoming.Fault.invalid(id, "this is not a JSON-RPC 2.0 object; " + WANTED);
        }
        if (message.has("id") && id == null) {
            return Incoming.Fault.invalid(
                    null, "an id is a string or an integer of at most 64 bits; " + WANTED);
        }
        return message.has("method") ? call(message, id) : answer(message, id);
    }

    private Incoming call(JsonNode message, @Nullable Object id) {
        JsonNode method = message.get("method");
        JsonNode params = message.get("params");
        if (!method.isString()) {
            return Incoming.Fault.invalid(id, "method is a string; " + WANTED);
        }
        if (params != null && !params.isObject()) {
            return Incoming.Fault.invalid(id, "params is an object; " + WANTED);
        }
        if (method.stringValue().equals(McpSchema.METHOD_TOOLS_CALL) && !isToolCall(params)) {
            return new Incoming.Fault(
                    id,
                    ErrorCodes.INVALID_PARAMS,
                    "params of tools/call are {\"name\": string, \"arguments\": object}, for instance"
                            + " {\"name\":\"get_stats\",\"arguments\":{}}");
        }
        JSONRPCMessage call =
                id == null
                        ? new JSONRPCNotification(method.stringValue(), plain(params))
                        : new JSONRPCRequest(method.stringValue(), id, plain(params));
        return new Incoming.Message(call);
    }

    private static boolean isToolCall(@Nullable JsonNode params) {
        return params != null
                && params.path("name").isString()
                && (params.path("arguments").isObject() || !params.hasNonNull("arguments"));
    }

    private Incoming answer(JsonNode message, @Nullable Object id) {
        if (id == null || message.has("result") == message.has("error")) {
            return Incoming.Fault.invalid(id, "neither a call nor an answer; " + WANTED);
        }
        try {
            return new Incoming.Message(json.treeToValue(message, JSONRPCResponse.class));
        } catch (JacksonException e) {
            return Incoming.Fault.invalid(
                    id, "an error is {\"code\": integer, \"message\": string}; " + WANTED);
        }
    }

    private @Nullable Object plain(@Nullable JsonNode params) {
        return params == null ? null : json.convertValue(params, Object.class);
    }

    private static @Nullable Object id(JsonNode message) {
        JsonNode id = message.path("id");
        if (id.isString() && UnicodeText.isWellFormed(id.stringValue())) {
            return id.stringValue();
        }
        return id.canConvertToLong() && id.isIntegralNumber() ? (Object) id.longValue() : null;
    }
}
