package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a memory is told before it grows large: the people that its memories are about, who know each other, and a
 * projection of its orders. They were there as of any later position.
 *
 * @param data its directory; nothing is told if there is one already
 */
record ToolsMemory(Product product, Path data) {
    static final String DESCRIBED = "2,000 people who know three others each, and a projection";

    private static final Map<String, ?> ORDERS =
            Map.of(
                    "name",
                    "orders",
                    "types",
                    List.of("order.*"),
                    "fields",
                    List.of(
                            Map.of("name", "total", "policy", "max"),
                            Map.of("name", "events", "policy", "count")));

    private static final int FRIENDS = 3;
    private static final long SEED = 7919;

    /** Events of this. */
    static final int EVENTS = LargeMemory.PEOPLE * (1 + FRIENDS) + 1;

    void begin() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        try (var server = McpProcess.connect(product.server(data))) {
            server.call("memory_define_projection", ORDERS);
            for (int i = 0; i < LargeMemory.PEOPLE; i++) {
                server.call("memory_add_node", Map.of("type", "person", "name", "p" + i));
            }
            var random = new Random(SEED);
            for (int i = 0; i < LargeMemory.PEOPLE * FRIENDS; i++) {
                int one = i / FRIENDS;
                int other = (one + 1 + random.nextInt(LargeMemory.PEOPLE - 1)) % LargeMemory.PEOPLE;
                server.call("memory_add_edge", knows(one, other));
            }
        }
    }

    private static Map<String, ?> knows(int one, int other) {
        return Map.of(
                "source", "person/p" + one, "target", "person/p" + other, "relation", "knows");
    }
}
