package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over HTTP each client chooses what it sees of one server. */
class ChosenToolsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir private static Path directory;

    private static HttpProduct server;

    @BeforeAll
    static void start() throws Exception {
        server = HttpProduct.start(directory, "--exclude-tools", "memory_stats");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void by_path_or_header_a_client_sees_the_tools_it_chose() throws Exception {
        assertThat(listed("/mcp", Map.of())).contains("memory_recall", "get_stats");
        assertThat(listed("/mcp/x/memory", Map.of()))
                .contains("memory_recall", "memory_remember")
                .doesNotContain("get_stats", "memory_search");
        assertThat(listed("/mcp/x/memory,graph/readonly", Map.of()))
                .contains("memory_recall", "memory_search")
                .doesNotContain("memory_remember", "memory_add_node");
        assertThat(listed("/mcp/readonly", Map.of()))
                .contains("get_stats")
                .doesNotContain("ingest_event");
        assertThat(
                        listed(
                                "/mcp",
                                Map.of(
                                        "X-MCP-Toolsets", "graph",
                                        "X-MCP-Tools", "memory_recall",
                                        "X-MCP-Exclude-Tools", "memory_neighbors",
                                        "X-MCP-Readonly", "true")))
                .contains("memory_recall", "memory_search")
                .doesNotContain("memory_neighbors", "memory_add_node", "get_stats");
    }

    @Test
    void nobody_sees_more_than_the_server_was_started_with() throws Exception {
        assertThat(listed("/mcp", Map.of("X-MCP-Tools", "memory_recall,memory_stats")))
                .containsExactly("memory_recall");
        assertThat(open("/mcp", Map.of("X-MCP-Tools", "memory_stats")).body())
                .contains("no tool is left");
    }

    @Test
    void what_is_not_chosen_cannot_be_called_and_all_write_into_one_memory() throws Exception {
        var reading = new Session("/mcp/x/memory/readonly", Map.of());
        assertThat(
                        reading.send(
                                        "tools/call",
                                        Map.of(
                                                "name",
                                                "memory_remember",
                                                "arguments",
                                                Map.of("text", "no")))
                                .toString())
                .contains("memory_remember exists", "without it");
        new Session("/mcp", Map.of())
                .send(
                        "tools/call",
                        Map.of(
                                "name",
                                "memory_remember",
                                "arguments",
                                Map.of("text", "The kettle is blue")));
        assertThat(
                        reading.send(
                                        "tools/call",
                                        Map.of(
                                                "name",
                                                "memory_recall",
                                                "arguments",
                                                Map.of("query", "kettle")))
                                .toString())
                .contains("The kettle is blue");
    }

    @Test
    void a_wrong_name_or_path_or_value_is_refused_with_what_there_is() throws Exception {
        assertProblem(open("/mcp/x/memry", Map.of()), "the nearest is memory");
        assertProblem(open("/mcp", Map.of("X-MCP-Tools", "recall")), "memory_recall");
        assertProblem(open("/mcp/memory", Map.of()), "/mcp/x/memory,graph");
        assertProblem(open("/mcp", Map.of("X-MCP-Readonly", "yes")), "true or false");
    }

    @Test
    void who_listens_learns_of_what_another_client_wrote() throws Exception {
        var listener = new Session("/mcp/x/events", Map.of());
        listener.send("resources/subscribe", Map.of("uri", "everlog://subject/order/7"));
        CompletableFuture<String> notice = listener.listen("notifications/resources/updated");
        new Session("/mcp/x/analysis", Map.of()); // of whom nobody is told
        new Session("/mcp", Map.of())
                .send(
                        "tools/call",
                        Map.of(
                                "name",
                                "ingest_event",
                                "arguments",
                                Map.of("type", "order.paid", "subject", "order/7")));
        assertThat(notice.get(20, TimeUnit.SECONDS)).contains("everlog://subject/order/7");
    }

    private static void assertProblem(HttpResponse<String> answer, String words) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains(words);
    }

    private static List<String> listed(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        return new Session(path, headers)
                .send("tools/list", Map.of())
                .path("result")
                .path("tools")
                .valueStream()
                .map(tool -> tool.path("name").stringValue())
                .toList();
    }

    private static HttpResponse<String> open(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        return HTTP.send(
                request(path, headers).POST(BodyPublishers.ofString(McpSession.INITIALIZE)).build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream");
        headers.forEach(request::header);
        return request;
    }

    /** A session with headers of its own, as clients let people configure them. */
    private static final class Session {
        private final String path;
        private final Map<String, String> headers;
        private final String id;

        Session(String path, Map<String, String> headers) throws IOException, InterruptedException {
            this.path = path;
            this.headers = headers;
            var opened = open(path, headers);
            assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
            this.id = opened.headers().firstValue("mcp-session-id").orElseThrow();
            post(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
        }

        JsonNode send(String method, Map<String, ?> params)
                throws IOException, InterruptedException {
            String body =
                    post(Map.of("jsonrpc", "2.0", "id", 7, "method", method, "params", params));
            return JsonMapper.shared()
                    .readTree(
                            body.lines()
                                    .filter(line -> line.startsWith("data:"))
                                    .findFirst()
                                    .orElse(body)
                                    .replaceFirst("^data:", ""));
        }

        /** The first message of the listening stream with these words. */
        CompletableFuture<String> listen(String words) {
            return HTTP.sendAsync(
                            request(path, headers).header("Mcp-Session-Id", id).GET().build(),
                            BodyHandlers.ofLines())
                    .thenApply(stream ->
                            stream.body()
                                    .filter(line -> line.contains(words))
                                    .findFirst()
                                    .orElseThrow());
        }

        private String post(Map<String, ?> message) throws IOException, InterruptedException {
            return HTTP.send(
                            request(path, headers)
                                    .header("Mcp-Session-Id", id)
                                    .POST(
                                            BodyPublishers.ofString(
                                                    JsonMapper.shared()
                                                            .writeValueAsString(message)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
