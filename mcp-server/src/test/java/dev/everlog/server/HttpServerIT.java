package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged server over HTTP: who is let in, what the side door answers, many clients at once. */
class HttpServerIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CLIENTS = 50;
    private static final int CALLS = 8;

    @TempDir static Path directory;

    private static HttpProduct server;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        server = HttpProduct.start(directory, "--backup-to", "" + directory.resolve("backups"));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void health_tells_position_durability_and_views() throws Exception {
        JsonNode health = get("/health", 200);
        assertThat(health.path("durability").stringValue()).isEqualTo("commit");
        assertThat(health.path("durable_position").longValue())
                .isEqualTo(health.path("position").longValue());
        assertThat(health.path("views").size()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/mcp",
                "/sse",
                "/messages",
                "/api/v1/events",
                "/api/v1/admin/verify",
                "/nowhere"
            })
    void a_foreign_host_or_page_is_refused_on_every_path(String path) throws Exception {
        for (String headers :
                List.of(
                        "Host: evil.example\r\n",
                        "Host: localhost\r\nHost: evil.example\r\n",
                        "Host: localhost:99999\r\n",
                        "Host: localhost\r\nOrigin: http://evil.example\r\n",
                        "Host: localhost\r\nOrigin: null\r\n",
                        "")) {
            assertThat(
                            status(
                                    "GET "
                                            + path
                                            + " HTTP/1.1\r\n"
                                            + headers
                                            + "Connection: close\r\n\r\n"))
                    .as(path + " " + headers)
                    .isIn(400, 403);
        }
    }

    @Test
    void the_side_door_answers_what_the_tools_answer() throws Exception {
        var session = new McpOverHttp(http, server.address());
        session.call("memory_remember", "{\"text\":\"Linus sails\",\"about\":[\"person/linus\"]}");
        assertThat(get("/api/v1/events?limit=1", 200).path("items").size()).isEqualTo(1);
        assertThat(get("/api/v1/nodes?limit=5", 200).toString()).contains("person/linus");
        assertThat(get("/api/v1/neighbors?node=person/linus", 200).toString()).contains("memory/");
        assertThat(get("/api/v1/recall?query=sailing&top_k=3", 200).toString())
                .contains("Linus sails");
    }

    @Test
    void a_wrong_question_is_a_problem_that_teaches() throws Exception {
        JsonNode problem = get("/api/v1/events?limit=many&x=1", 400);
        assertThat(problem.path("status").intValue()).isEqualTo(400);
        assertThat(problem.path("detail").stringValue()).isNotBlank();
        assertThat(get("/api/v1/neighbors?node=person/nobody", 404).path("code").stringValue())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void an_error_tells_nothing_of_the_servers_insides() throws Exception {
        var answer = McpOverHttp.post(http, server.address(), null, "garbage");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("stackTrace", "Exception", ".java");
    }

    @Test
    void a_session_of_an_earlier_server_is_told_to_initialize_again() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(server.address() + "/mcp"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("Mcp-Session-Id", "of-yesterday")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"))
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("initialize once more");
    }

    @Test
    void who_sends_more_than_the_limit_reads_why_it_is_refused() throws Exception {
        assertThat(
                        head(
                                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 33554432\r\n\r\n"
                                        + "x".repeat(33554432)))
                .startsWith("HTTP/1.1 413 ");
        assertThat(
                        head(
                                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                                        + "2000000\r\n"
                                        + "x".repeat(0x2000000)
                                        + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void fifty_clients_with_the_same_ids_get_each_their_own_answers() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var wrong =
                    clients.invokeAll(
                            IntStream.range(0, CLIENTS).mapToObj(HttpServerIT::talk).toList());
            for (var one : wrong) {
                assertThat(one.get()).isEmpty();
            }
        }
    }

    private static Callable<List<String>> talk(int client) {
        return () -> {
            var session = new McpOverHttp(http, server.address());
            return IntStream.range(0, CALLS)
                    .mapToObj(call -> session.echo("client/" + client + "-" + call))
                    .filter(answer -> !answer.isEmpty())
                    .toList();
        };
    }

    @Test
    void an_administrator_gets_what_the_command_line_tells() throws Exception {
        JsonNode verified = get("/api/v1/admin/verify", 200);
        assertThat(verified.path("exit_code").intValue()).isZero();
        assertThat(verified.at("/answer/verified").isNumber()).isTrue();
        assertThat(verified.at("/answer/findings").size()).isZero();
        assertThat(get("/api/v1/admin/digest", 200).at("/answer/0").stringValue())
                .startsWith("log ");
        assertThat(get("/api/v1/admin/doctor", 200).path("answer").toString())
                .contains("{\"about\":\"lock\",\"found\":\"free\",\"mend\":null}", "\"servers\"");
        assertThat(get("/api/v1/admin/config", 200).toString())
                .contains("{\"name\":\"--port\",\"value\":\"0\",\"source\":\"--port\"}");
    }

    @Test
    void an_administrator_backs_up_and_compacts_while_clients_write() throws Exception {
        var session = new McpOverHttp(http, server.address());
        session.call("memory_remember", "{\"text\":\"Grace mends clocks\"}");
        assertThat(post("/api/v1/admin/compact", 200).path("answer").toString())
                .contains("sealed all through e");
        session.call("memory_remember", "{\"text\":\"Grace sells clocks\"}");
        String elsewhere = directory.resolve("elsewhere").toString();
        assertThat(post("/api/v1/admin/backup?to=" + elsewhere, 200).path("answer").toString())
                .contains("backed up ");
        assertThat(Path.of(elsewhere)).doesNotExist();
        Path restored = directory.resolve("restored");
        assertThat(
                        Product.run(
                                        directory,
                                        "restore",
                                        "--from",
                                        directory.resolve("backups").toString(),
                                        "--data",
                                        restored.toString())
                                .exitCode())
                .isZero();
        assertThat(Product.run(directory, "export", "--data", restored.toString()).stdout())
                .contains("Grace sells clocks");
        assertThat(get("/api/v1/admin/verify", 200).path("exit_code").intValue()).isZero();
    }

    @Test
    void a_server_without_a_place_for_backups_makes_none_and_says_what_is_missing()
            throws Exception {
        try (var other = HttpProduct.start(directory.resolve("other"))) {
            var answer = request(other, "POST", "/api/v1/admin/backup");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("--backup-to DIR");
        }
    }

    /** An image in a foreign page is asked for without an Origin. */
    @Test
    void a_page_cannot_make_the_server_work_for_an_administrator() throws Exception {
        for (String site : List.of("cross-site", "same-site")) {
            for (String path : List.of("verify", "config")) {
                assertThat(
                                status(
                                        "GET /api/v1/admin/"
                                                + path
                                                + " HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: "
                                                + site
                                                + "\r\nConnection: close\r\n\r\n"))
                        .isEqualTo(403);
            }
        }
        assertThat(request(server, "GET", "/api/v1/admin/compact").statusCode()).isIn(404, 405);
    }

    private static HttpResponse<String> request(HttpProduct of, String method, String path)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(of.address() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode post(String path, int status) throws Exception {
        var answer = request(server, "POST", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static JsonNode get(String path, int status) throws Exception {
        var answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static int status(String request) throws Exception {
        return Integer.parseInt(
                head(request).substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /** Status line and headers. */
    private static String head(String request) throws Exception {
        URI address = URI.create(server.address());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) socket.getInputStream().read());
            }
            return head.toString();
        }
    }
}
