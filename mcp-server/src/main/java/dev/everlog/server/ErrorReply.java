package dev.everlog.server;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import org.jspecify.annotations.Nullable;

/**
 * As the SDK's response, but it may say that the id is not known, which JSON-RPC wants written as null. Immutable.
 */
record ErrorReply(String jsonrpc, @Nullable Object id, JSONRPCError error) {
    ErrorReply(@Nullable Object id, JSONRPCError error) {
        this(McpSchema.JSONRPC_VERSION, id, error);
    }
}
