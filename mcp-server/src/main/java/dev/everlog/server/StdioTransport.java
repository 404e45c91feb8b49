package dev.everlog.server;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpServerTransport;
import reactor.core.publisher.Mono;

/** The way out of the one session that a stdio process has. Thread-safe. */
record StdioTransport(ProtocolOutput output, McpJsonMapper json) implements McpServerTransport {
    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> output.write(message));
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }

    /** The streams belong to the process and end with it. */
    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
