package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that offers some of its tools offers no others. */
class NarrowedListIT {
    @TempDir Path directory;

    @Test
    void what_is_not_offered_is_neither_listed_nor_callable() throws Exception {
        try (var client =
                StdioClient.connect(
                        directory,
                        "--data",
                        data(),
                        "--toolsets",
                        "sessions,memory",
                        "--tools",
                        "memory_neighbors",
                        "--exclude-tools",
                        "memory_stats",
                        "--read-only")) {
            assertThat(listed(client))
                    .contains("get_session_context", "memory_recall", "memory_neighbors")
                    .doesNotContain("start_session", "memory_remember", "memory_stats")
                    .doesNotContain("query_events", "memory_search");
            assertThatThrownBy(() -> client.call("memory_remember", Map.of("text", "tea")))
                    .hasMessageContaining("memory_remember exists")
                    .hasMessageContaining("without it");
            assertThat(client.call("memory_index", Map.of())).isNotBlank();
        }
    }

    @Test
    void variables_narrow_the_list_as_well() throws Exception {
        var server =
                Product.process(
                        Files.createTempFile(directory, "stderr", ".txt"), "--data", data());
        server.environment().put("EVERLOG_TOOLSETS", "graph");
        server.environment().put("EVERLOG_READ_ONLY", "true");
        try (var client = StdioClient.connect(server)) {
            assertThat(listed(client))
                    .contains("memory_search", "memory_neighbors")
                    .allMatch(name -> name.startsWith("memory_"))
                    .doesNotContain("memory_add_node", "memory_recall");
        }
    }

    @Test
    void an_unknown_name_stops_the_start_and_names_the_nearest_and_all() throws Exception {
        String nowhere = directory.resolve("nowhere").toString();
        var set = Product.run(directory, "serve", "--data", nowhere, "--toolsets", "memry");
        assertThat(set.exitCode()).isEqualTo(2);
        assertThat(set.stderr())
                .contains("memry", "the nearest is memory", "events, analysis, sessions");

        var tool = Product.run(directory, "serve", "--data", nowhere, "--tools", "memory_recal");
        assertThat(tool.exitCode()).isEqualTo(2);
        assertThat(tool.stderr()).contains("the nearest is memory_recall", "get_stats");

        var none =
                Product.run(
                        directory,
                        "serve",
                        "--data",
                        nowhere,
                        "--tools",
                        "ingest_event",
                        "--read-only");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.stderr()).contains("no tool is left");
        assertThat(Path.of(nowhere, "default")).as("no memory was made").doesNotExist();
    }

    @Test
    void structured_answers_come_with_their_schemas_and_only_where_they_are_wanted()
            throws Exception {
        try (var client =
                StdioClient.connect(directory, "--data", data(), "--output", "structured")) {
            assertThat(tools(client)).allMatch(tool -> tool.path("outputSchema").isObject());
            var answer = call(client, Map.of("text", "Ada prefers tea"));
            assertThat(answer.path("structuredContent").path("position").intValue()).isOne();
            assertThat(answer.path("content").get(0).path("text").stringValue()).contains("e1");
            var refused = call(client, Map.of("txt", "Ada"));
            assertThat(refused.path("structuredContent").path("code").stringValue())
                    .isEqualTo("INVALID_ARGUMENT");
        }
        try (var client = StdioClient.connect(directory, "--data", data())) {
            assertThat(tools(client)).noneMatch(tool -> tool.has("outputSchema"));
            assertThat(call(client, Map.of("text", "Ada")).has("structuredContent")).isFalse();
        }
    }

    private static JsonNode call(StdioClient client, Map<String, ?> arguments) {
        return client.request(
                        "tools/call", Map.of("name", "memory_remember", "arguments", arguments))
                .join()
                .path("result");
    }

    private static List<JsonNode> tools(StdioClient client) {
        return client.request("tools/list", Map.of())
                .join()
                .path("result")
                .path("tools")
                .valueStream()
                .toList();
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private static List<String> listed(StdioClient client) throws IOException {
        var names = new ArrayList<String>();
        client.request("tools/list", Map.of())
                .join()
                .path("result")
                .path("tools")
                .forEach(tool -> names.add(tool.get("name").stringValue()));
        return names;
    }
}
