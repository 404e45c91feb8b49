package dev.everlog.server;

import dev.everlog.tools.ToolResult;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the protocol answers where there is no tool whose answer could say it. */
final class Refusal {
    /** "Server error" of JSON-RPC, whose message is shown. */
    private static final int SERVER_ERROR = -32000;

    private Refusal() {}

    /** What comes out, unless the request says something that cannot be. */
    static <T extends @Nullable Object> T unlessFitting(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (IllegalArgumentException e) {
            throw McpError.builder(ErrorCodes.INVALID_PARAMS)
                    .message(String.valueOf(e.getMessage()))
                    .build();
        }
    }

    /** The text of an answer, unless it is an error. */
    static String unlessAnswered(ToolResult result) {
        if (!result.isError()) {
            return result.text();
        }
        throw McpError.builder(code(result)).message(result.text()).build();
    }

    private static int code(ToolResult result) {
        return switch (Objects.requireNonNull(result.structured()).path("code").asString("")) {
            case "NOT_FOUND" -> ErrorCodes.RESOURCE_NOT_FOUND;
            case "INVALID_ARGUMENT", "AMBIGUOUS" -> ErrorCodes.INVALID_PARAMS;
            default -> SERVER_ERROR;
        };
    }
}
