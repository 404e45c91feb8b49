package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Everlog's memory in a directory. */
record EverlogMemory(Product product, Path data) implements Writes.SharedMemory {
    private static final int PAGE = 200;
    private static final int MAX_TOKENS = 25_000;

    @Override
    public McpProcess connect() throws IOException {
        return McpProcess.connect(product.server(data));
    }

    @Override
    public CompletableFuture<String> write(McpProcess server, String name) {
        return server.callLater(
                "memory_remember", Map.of("text", "Somebody has seen " + name, "key", name));
    }

    /** Read from the log itself, event by event: no index decides what counts as kept. */
    @Override
    public long kept(List<String> names) throws IOException {
        Set<String> found = new HashSet<>();
        try (var server = connect()) {
            String cursor = "";
            do {
                JsonNode page = page(server, cursor);
                page.path("items").valueStream().forEach(row -> found.add(key(row)));
                cursor = page.path("next_cursor").asString("");
            } while (!cursor.isEmpty());
        }
        return names.stream().filter(found::contains).count();
    }

    private static JsonNode page(McpProcess server, String cursor) {
        var asked = new HashMap<String, Object>();
        asked.put("types", List.of("memory.remembered"));
        asked.put("limit", PAGE);
        asked.put("max_tokens", MAX_TOKENS);
        asked.put("format", "json");
        if (!cursor.isEmpty()) {
            asked.put("cursor", cursor);
        }
        return server.json("query_events", asked);
    }

    private static String key(JsonNode row) {
        return row.path("data").path("key").asString("");
    }
}
