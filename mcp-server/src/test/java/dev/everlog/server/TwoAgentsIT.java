package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two agents, one memory: two servers of two clients on one directory. */
class TwoAgentsIT {
    private static final int MEMORIES = 200;
    private static final int SAMPLES = 40;
    private static final Duration SEEN = Duration.ofMillis(50);

    @TempDir Path directory;

    @BeforeEach
    void warm() throws IOException, InterruptedException {
        Product.warm(directory);
    }

    @Test
    void everything_that_two_agents_remember_at_the_same_time_is_kept() throws Exception {
        try (var ada = connect();
                var bob = connect()) {
            var both = List.of(remember(ada, "ada"), remember(bob, "bob"));
            both.forEach(CompletableFuture::join);
            assertThat(memories(ada)).isEqualTo(2 * MEMORIES);
            assertThat(memories(bob)).isEqualTo(2 * MEMORIES);
        }
    }

    @Test
    void everything_that_one_agent_sends_without_waiting_is_kept() throws Exception {
        try (var agent = connect()) {
            var calls =
                    IntStream.range(0, MEMORIES)
                            .mapToObj(i -> agent.callLater("memory_remember", fact("one", i)))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(calls).join();
            assertThat(memories(agent)).isEqualTo(MEMORIES);
        }
    }

    @Test
    void each_sees_what_the_other_remembered_within_50_ms() throws Exception {
        try (var ada = connect();
                var bob = connect()) {
            memories(ada);
            memories(bob);
            long[] millis = new long[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                var writer = i % 2 == 0 ? ada : bob;
                var reader = i % 2 == 0 ? bob : ada;
                writer.call(
                        "memory_remember",
                        Map.of("text", "The secret word is zebra" + i, "key", "word-" + i));
                millis[i] = untilSeen(reader, "memory/word-" + i);
            }
            Arrays.sort(millis);
            System.out.printf(
                    "seen by the other agent after %d ms (median), %d ms (p90), %d ms (longest)%n",
                    millis[SAMPLES / 2], millis[SAMPLES * 9 / 10], millis[SAMPLES - 1]);
            assertThat(millis[SAMPLES / 2]).isLessThanOrEqualTo(SEEN.toMillis());
            assertThat(bob.call("memory_recall", Map.of("query", "zebra0 secret word")))
                    .contains("zebra0");
        }
    }

    private static long untilSeen(StdioClient reader, String subject) {
        long from = System.nanoTime();
        while (!reader.call("query_events", Map.of("subjects", List.of(subject)))
                .contains(subject)) {
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(Duration.ofSeconds(10));
        }
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }

    private static CompletableFuture<Void> remember(StdioClient agent, String name) {
        return CompletableFuture.runAsync(() -> {
            for (int i = 0; i < MEMORIES; i++) {
                agent.call("memory_remember", fact(name, i));
            }
        });
    }

    private static Map<String, Object> fact(String name, int number) {
        return Map.of("text", name + " has seen bird number " + number, "key", name + "-" + number);
    }

    private static int memories(StdioClient agent) {
        var text = agent.call("memory_stats", Map.of("format", "json"));
        return JsonMapper.shared().readTree(text).path("memories").intValue();
    }

    private StdioClient connect() throws IOException {
        return StdioClient.connect(directory, "--data", directory.resolve("data").toString());
    }
}
