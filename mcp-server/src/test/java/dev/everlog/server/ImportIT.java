package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Imports into a real server: progress, and a death in between. */
class ImportIT {
    private static final int ROWS = 20_000;
    private static final Pattern TOKEN = Pattern.compile("confirm_token=(c-[0-9a-f]+)");

    @TempDir private Path directory;

    @BeforeEach
    void provide() throws IOException {
        Path exchange = directory.resolve("data/default/exchange");
        Files.createDirectories(exchange);
        Files.writeString(
                exchange.resolve("rows.jsonl"),
                IntStream.range(0, ROWS)
                        .mapToObj(i ->
                                "{\"type\":\"thing.counted\",\"subject\":\"thing/" + i + "\"}\n")
                        .collect(Collectors.joining()));
    }

    private StdioClient connect() throws IOException {
        return StdioClient.connect(directory, "serve", "--data", "" + directory.resolve("data"));
    }

    private static Map<String, Object> arguments(StdioClient client) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("format", "jsonl");
        arguments.put("file", "rows.jsonl");
        Matcher token = TOKEN.matcher(client.call("import_events", arguments));
        assertThat(token.find()).isTrue();
        arguments.put("dry_run", false);
        arguments.put("confirm_token", token.group(1));
        return arguments;
    }

    @Test
    void a_client_that_gives_a_token_is_told_of_the_progress() throws Exception {
        try (var client = connect()) {
            var answer =
                    client.request(
                                    "tools/call",
                                    Map.of(
                                            "name",
                                            "import_events",
                                            "arguments",
                                            arguments(client),
                                            "_meta",
                                            Map.of("progressToken", "p1")))
                            .join();

            assertThat(answer.at("/result/content/0/text").asString(""))
                    .contains("of 20000 rows through line 20000, new 20000");
            List<JsonNode> notices = List.copyOf(client.unasked());
            assertThat(notices).hasSizeGreaterThan(20);
            assertThat(notices)
                    .allSatisfy(notice -> {
                        assertThat(notice.at("/method").asString())
                                .isEqualTo("notifications/progress");
                        assertThat(notice.at("/params/progressToken").asString()).isEqualTo("p1");
                    });
            assertThat(notices)
                    .extracting(notice -> notice.at("/params/progress").asInt())
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .last()
                    .isEqualTo(ROWS);
        }
    }

    @Test
    void the_same_call_goes_on_after_the_server_was_killed_in_between() throws Exception {
        Map<String, Object> arguments;
        try (var client = connect()) {
            arguments = arguments(client);
            var _ =
                    client.request(
                            "tools/call",
                            Map.of(
                                    "name",
                                    "import_events",
                                    "arguments",
                                    arguments,
                                    "_meta",
                                    Map.of("progressToken", "p1")));
            client.awaitUnasked(5);
            client.kill();
        }
        try (var client = connect()) {
            String told = client.call("import_events", arguments);

            Matcher counts =
                    Pattern.compile("new (\\d+), there already (\\d+), refused 0").matcher(told);
            assertThat(counts.find()).as(told).isTrue();
            int arrived = Integer.parseInt(counts.group(2));
            assertThat(arrived).isBetween(2_500, ROWS).isEqualTo(arrived / 500 * 500);
            assertThat(Integer.parseInt(counts.group(1)) + arrived).isEqualTo(ROWS);
            assertThat(client.call("get_stats", Map.of())).contains(ROWS + " events");
            assertThat(
                            client.call(
                                    "query_sql",
                                    Map.of(
                                            "sql",
                                            "SELECT count(DISTINCT subject) AS n FROM events")))
                    .contains("" + ROWS);
        }
    }
}
