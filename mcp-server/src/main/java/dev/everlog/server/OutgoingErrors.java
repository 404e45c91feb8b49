package dev.everlog.server;

import dev.everlog.tools.ToolCatalog;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client is told of an error that the SDK answers: an internal one loses its message, which may name files and
 * classes of this machine; an unknown tool gets the names that are near. Immutable, thread-safe.
 */
record OutgoingErrors(ToolCatalog catalog) implements UnaryOperator<JSONRPCError> {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingErrors.class);

    private static final String UNKNOWN_SESSION = "Session not found";
    private static final String UNKNOWN_TOOL = "Unknown tool";
    private static final String UNKNOWN_TOOL_DATA = "Tool not found: ";

    @Override
    public JSONRPCError apply(JSONRPCError error) {
        if (error.message().startsWith(UNKNOWN_SESSION)) {
            return new JSONRPCError(
                    error.code(),
                    "this session is unknown, perhaps because the server was started again: initialize"
                            + " once more");
        }
        if (error.code() == ErrorCodes.INTERNAL_ERROR) {
            LOG.error(
                    "Internal error, the client is not told: {} {}", error.message(), error.data());
            return new JSONRPCError(
                    error.code(), "internal error; the server's log on stderr says more");
        }
        return error.code() == ErrorCodes.INVALID_PARAMS
                        && error.message().startsWith(UNKNOWN_TOOL)
                        && error.data() instanceof String data
                ? new JSONRPCError(
                        error.code(), catalog.unknown(data.replace(UNKNOWN_TOOL_DATA, "")))
                : error;
    }
}
