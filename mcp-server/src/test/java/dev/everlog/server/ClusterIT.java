package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two servers of two clients on one directory know each other, as long as they live. */
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path directory;

    @Test
    void two_servers_see_each_other_and_one_that_is_killed_is_gone_at_once() throws Exception {
        try (var ada = connect()) {
            assertThat(pids(ada)).containsExactly(ada.process().pid());
            var bob = connect();
            bob.call("memory_remember", Map.of("text", "The secret word is zebra"));
            assertThat(pids(bob)).containsExactly(bob.process().pid(), ada.process().pid());
            assertThat(pids(ada)).containsExactly(ada.process().pid(), bob.process().pid());
            awaitCaughtUp(ada);
            var rows = processes(ada);
            assertThat(rows).extracting(row -> row.get("role").stringValue()).containsOnly("stdio");
            assertThat(rows)
                    .extracting(row -> row.get("self").booleanValue())
                    .containsExactly(true, false);
            assertThat(rows)
                    .extracting(row -> row.get("read_to").longValue())
                    .allMatch(position -> position >= 1);
            assertThat(rows)
                    .as("one embeds for both")
                    .filteredOn(row -> row.get("leases").toString().contains("embedding"))
                    .hasSize(1);

            bob.kill();

            assertThat(pids(ada)).containsExactly(ada.process().pid());
        }
    }

    private static void awaitCaughtUp(StdioClient client) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (processes(client).stream()
                .anyMatch(row -> row.get("lag").longValue() > 0 || noneEmbeds(client))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static boolean noneEmbeds(StdioClient client) {
        return !client.call("get_cluster_status", Map.of()).contains("embedding");
    }

    private static List<Long> pids(StdioClient client) {
        return processes(client).stream().map(row -> row.get("pid").longValue()).toList();
    }

    private static List<JsonNode> processes(StdioClient client) {
        var text = client.call("get_cluster_status", Map.of("format", "json"));
        var rows = new ArrayList<JsonNode>();
        JsonMapper.shared().readTree(text).get("items").forEach(rows::add);
        return rows;
    }

    private StdioClient connect() throws IOException {
        return StdioClient.connect(directory, "--data", directory.resolve("data").toString());
    }
}
