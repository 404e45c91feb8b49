package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The official TypeScript client and the Inspector against the packaged server, over every transport. */
class NodeClientsIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SOURCES = Path.of("src", "test", "node");
    private static final Path NODE = Path.of("target", "node").toAbsolutePath();

    private static final String LIST_AND_REMEMBER =
            """
            [["list"],
             ["call", "memory_remember", {"text": "Grace keeps the spare key under the blue flower pot"}]]
            """;
    private static final String RECALL =
            """
            [["call", "memory_recall", {"query": "Where is the spare key of Grace?"}]]
            """;

    @TempDir Path directory;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Programs.need(
                "install Node 20 or newer with npm: the tests with real clients need them",
                "node",
                "npm");
        Files.createDirectories(NODE);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "drive.mjs")) {
            Files.copy(
                    SOURCES.resolve(file), NODE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(NODE.resolve("node_modules/.package-lock.json"))) {
            Programs.run(NODE, "npm", "ci", "--no-audit", "--ignore-scripts");
        }
    }

    @Test
    void over_stdio_a_memory_survives_the_kill_of_its_server_and_is_found_by_another()
            throws Exception {
        JsonNode first =
                drive(
                        "stdio",
                        launcher(),
                        LIST_AND_REMEMBER.replace(
                                "]]", "], [\"kill\"], " + RECALL.strip().substring(1)));
        assertListed(first.get(0));
        assertThat(text(first.get(3))).contains("blue flower pot");
        assertThat(text(drive("stdio", launcher(), RECALL).get(0))).contains("blue flower pot");
    }

    @Test
    void who_comes_from_allsource_calls_by_the_old_names_where_that_is_wanted() throws Exception {
        String calls =
                """
                [["list"],
                 ["call", "prime_add_node", {"type": "person", "properties": {"name": "Grace", "city": "Paris"}}],
                 ["call", "prime_add_node", {"type": "project", "properties": {"name": "Apollo"}}],
                 ["call", "prime_add_edge", {"source": "node:person:grace", "target": "project/apollo", "relation": "works_on"}],
                 ["call", "prime_neighbors", {"node_id": "person/grace", "relation": "works_on", "direction": "outgoing"}],
                 ["call", "prime_list_templates", {}]]
                """;
        JsonNode answers = drive("stdio", launcher("--aliases", "allsource"), calls);
        assertListed(answers.get(0));
        assertThat(answers.get(0).valueStream().map(JsonNode::stringValue))
                .as("never listed")
                .noneMatch(name -> name.startsWith("prime_"));
        assertThat(text(answers.get(4))).contains("project/apollo", "works_on");
        assertThat(text(answers.get(5))).contains("templates: person_profile");

        try (var unaware = StdioClient.connect(directory, "--data", data())) {
            assertThatThrownBy(() -> unaware.call("prime_neighbors", Map.of("node_id", "n1")))
                    .hasMessageContaining("prime_neighbors is called memory_neighbors here")
                    .hasMessageContaining("--aliases allsource");
        }
    }

    @Test
    void over_streamable_http_a_memory_survives_the_kill_of_its_server() throws Exception {
        survives("http", "/mcp");
    }

    @Test
    void over_sse_a_memory_survives_the_kill_of_its_server() throws Exception {
        survives("sse", "/sse");
    }

    @ParameterizedTest
    @CsvSource({"http, /mcp", "sse, /sse"})
    void a_client_is_told_of_the_progress_of_an_import(String transport, String path)
            throws Exception {
        String rows =
                IntStream.range(0, 1_200)
                        .mapToObj(i -> "{\"type\":\"a.b\",\"subject\":\"c/" + i + "\"}")
                        .collect(Collectors.joining("\n"));
        var arguments = JSON.createObjectNode().put("format", "jsonl").put("data", rows);
        try (var server = HttpProduct.start(directory)) {
            String address = server.address() + path;
            String preview = text(drive(transport, address, step("call", arguments)).get(0));
            arguments.put("confirm_token", preview.substring(preview.lastIndexOf('=') + 1));

            JsonNode done =
                    drive(transport, address, step("watch", arguments.put("dry_run", false)))
                            .get(0);

            assertThat(text(done)).contains("new 1200");
            assertThat(done.path("told").valueStream().map(JsonNode::asInt))
                    .containsExactly(500, 1_000);
        }
    }

    private static String step(String kind, ObjectNode arguments) {
        return JSON.createArrayNode()
                .add(JSON.createArrayNode().add(kind).add("import_events").add(arguments))
                .toString();
    }

    @Test
    void the_inspector_lists_the_tools_and_calls_one() throws Exception {
        JsonNode listed = JSON.readTree(inspect("tools/list"));
        assertListed(
                JSON.valueToTree(
                        listed.path("tools")
                                .valueStream()
                                .map(tool -> tool.path("name").stringValue())
                                .toList()));
        inspect("tools/call", "--tool-name", "memory_remember", "--tool-arg", "text=Inspected");
        assertThat(
                        inspect(
                                "tools/call",
                                "--tool-name",
                                "memory_recall",
                                "--tool-arg",
                                "query=Inspected"))
                .contains("Inspected");
    }

    private void survives(String transport, String path) throws Exception {
        try (var server = HttpProduct.start(directory)) {
            assertListed(drive(transport, server.address() + path, LIST_AND_REMEMBER).get(0));
        }
        try (var server = HttpProduct.start(directory)) {
            assertThat(text(drive(transport, server.address() + path, RECALL).get(0)))
                    .contains("blue flower pot");
        }
        assertThat(text(drive("stdio", launcher(), RECALL).get(0))).contains("blue flower pot");
    }

    private static void assertListed(JsonNode names) {
        assertThat(names.valueStream().map(JsonNode::stringValue))
                .contains("memory_remember", "memory_recall", "ingest_event")
                .doesNotHaveDuplicates();
    }

    private static String text(JsonNode result) {
        assertThat(result.path("isError").asBoolean(false)).as(result.toString()).isFalse();
        return result.path("content").path(0).path("text").stringValue();
    }

    private static JsonNode drive(String transport, String target, String steps) throws Exception {
        return JSON.readTree(Programs.run(NODE, "node", "drive.mjs", transport, target, steps));
    }

    private String inspect(String method, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("node_modules/.bin/mcp-inspector", "--cli"));
        command.addAll(server());
        command.addAll(List.of("--method", method));
        command.addAll(List.of(arguments));
        return Programs.run(NODE, command.toArray(String[]::new));
    }

    private String launcher(String... options) {
        var command = new ArrayList<>(server());
        command.addAll(List.of(options));
        return JSON.writeValueAsString(command);
    }

    private List<String> server() {
        return Product.command("--data", data());
    }

    private String data() {
        return directory.resolve("data").toString();
    }
}
