package dev.everlog.server;

import dev.everlog.tools.Aliases;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of the wire, for all transports: the one place where what comes in is refused with words that help, where a
 * call under another's name becomes one of ours before the SDK looks for its tool, and where an error on its way out
 * loses what is nobody's business. Immutable, thread-safe.
 */
final class WireMapper implements McpJsonMapper {
    private final JsonMapper json;
    private final McpJsonMapper sdk;
    private final UnaryOperator<JSONRPCError> errors;
    private final Aliases aliases;

    /**
     * @param errors what a client may see of an error of the SDK's
     * @param aliases names of tools that a client may use beside ours
     */
    WireMapper(UnaryOperator<JSONRPCError> errors, Aliases aliases) {
        this.json =
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        this.sdk = new JacksonMcpJsonMapper(json);
        this.errors = errors;
        this.aliases = aliases;
    }

    /** The same rules for whoever reads trees. */
    JsonMapper json() {
        return json;
    }

    static String halfCharacter(int index) {
        return "half a character (a surrogate without its pair) is escaped at index "
                + index
                + ": send whole characters, as they are or as \\uD83D\\uDE00";
    }

    @Override
    public <T> T readValue(String content, Class<T> type) throws IOException {
        return sdk.readValue(whole(content), type);
    }

    @Override
    public <T> T readValue(byte[] content, Class<T> type) throws IOException {
        return readValue(UnicodeText.decode(ByteBuffer.wrap(content)), type);
    }

    @Override
    public <T> T readValue(String content, TypeRef<T> type) throws IOException {
        return sdk.readValue(whole(content), type);
    }

    @Override
    public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
        return readValue(UnicodeText.decode(ByteBuffer.wrap(content)), type);
    }

    @Override
    public <T> T convertValue(@Nullable Object from, Class<T> type) {
        return fitted(from, given -> sdk.convertValue(given, type));
    }

    @Override
    public <T> T convertValue(@Nullable Object from, TypeRef<T> type) {
        boolean isCall = type.getType().equals(CallToolRequest.class);
        return fitted(from, given -> sdk.convertValue(isCall ? meant(given) : given, type));
    }

    /** The parameters of a call by our names. */
    private Object meant(Object params) {
        if (params instanceof Map<?, ?> named
                && named.get("name") instanceof String tool
                && aliases.has(tool)
                && json.valueToTree(params) instanceof ObjectNode call
                && call.optional("arguments").orElseGet(json::createObjectNode)
                        instanceof ObjectNode arguments) {
            var ours = aliases.meant(tool, arguments);
            return call.put("name", ours.tool()).set("arguments", ours.arguments());
        }
        return params;
    }

    @Override
    public String writeValueAsString(Object value) throws IOException {
        return sdk.writeValueAsString(presentable(value));
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws IOException {
        return sdk.writeValueAsBytes(presentable(value));
    }

    /** The SDK's HTTP transports write some errors as the exception they are, with its stack. */
    private Object presentable(Object value) {
        return switch (value) {
            case JSONRPCResponse response when response.error() != null ->
                    JSONRPCResponse.error(response.id(), errors.apply(response.error()));
            case McpError error -> new ErrorReply(null, errors.apply(error.getJsonRpcError()));
            default -> value;
        };
    }

    private static String whole(String content) throws IOException {
        int half = UnicodeText.loneSurrogate(content);
        if (half >= 0) {
            throw new IOException(halfCharacter(half));
        }
        return content;
    }

    /** Nothing where something is wanted does not fit either, and would be a null pointer further on. */
    private static <T> T fitted(@Nullable Object from, Function<Object, T> conversion) {
        if (from == null) {
            throw unfit();
        }
        try {
            return conversion.apply(from);
        } catch (JacksonException | IllegalArgumentException e) {
            throw (McpError) unfit().initCause(e);
        }
    }

    private static McpError unfit() {
        return McpError.builder(ErrorCodes.INVALID_PARAMS)
                .message(
                        "params do not fit the method: compare them with its schema in the MCP specification")
                .build();
    }
}
