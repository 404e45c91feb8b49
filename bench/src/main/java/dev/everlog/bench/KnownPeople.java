package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * The people that the memories of a large memory are about, as nodes that know each other; told to a server before
 * anything else, so that the memories become their neighbours.
 *
 * @param data directory of the memory; nothing is told if there is one already
 */
record KnownPeople(Product product, Path data) {
    static final String DESCRIBED = "2,000 people who know three others each";

    private static final int FRIENDS = 3;
    private static final long SEED = 7919;

    void tell() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        try (var server = McpProcess.connect(product.server(data))) {
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
