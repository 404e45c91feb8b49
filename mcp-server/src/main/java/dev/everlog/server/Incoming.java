package dev.everlog.server;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import org.jspecify.annotations.Nullable;

/** What one line of input turned out to be. */
sealed interface Incoming {
    /** A request, notification or response in its right form. */
    record Message(JSONRPCMessage message) implements Incoming {}

    /**
     * Something that must be answered with an error of the protocol.
     *
     * @param id of the request when it could be read, else null
     * @param code of JSON-RPC
     * @param message what is wrong and what to send instead
     */
    record Fault(@Nullable Object id, int code, String message) implements Incoming {
        static Fault unreadable(@Nullable Object id, String message) {
            return new Fault(id, ErrorCodes.PARSE_ERROR, message);
        }

        static Fault invalid(@Nullable Object id, String message) {
            return new Fault(id, ErrorCodes.INVALID_REQUEST, message);
        }
    }

    /** An empty line: nothing to answer. */
    record Blank() implements Incoming {}
}
