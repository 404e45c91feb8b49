package dev.everlog.server;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import java.util.UUID;

/**
 * Who calls, as written into events. Immutable.
 *
 * @param actor name of the client program, by its own word
 * @param session one conversation, unique for ever
 */
record Caller(String actor, String session) {
    private static final String UNNAMED = "mcp-client";

    static Caller of(McpSyncServerExchange exchange) {
        Implementation client = exchange.getClientInfo();
        return new Caller(
                client == null || client.name().isBlank() ? UNNAMED : client.name(),
                exchange.sessionId());
    }

    /** Everybody who comes through the side door of this process. */
    static Caller http() {
        return new Caller("http", "http-" + UUID.randomUUID());
    }
}
