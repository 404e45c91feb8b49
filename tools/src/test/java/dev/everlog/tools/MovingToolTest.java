package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class MovingToolTest {
    private static final String ROWS =
            """
            {"type":"order.placed","subject":"order/1","occurred_at":"2020-01-01T00:00:00Z"}
            {"type":"order placed","subject":"order/2"}
            {"type":"order.paid","subject":"order/1"}
            """;

    @TempDir private Path directory;

    private SeededMemory memory;

    @BeforeEach
    void open() throws IOException {
        memory = SeededMemory.withoutModel(Files.createDirectory(directory.resolve("a")));
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private ObjectNode imports(String format, String data) {
        return SeededMemory.json(Map.of("format", format, "data", data));
    }

    @Test
    void anImportPreviewsFirstAndThenTakesInEachRowOnce() {
        var arguments = imports("jsonl", ROWS);
        var preview = memory.call("import_events", arguments);

        assertThat(preview.text())
                .startsWith(
                        "dry run, nothing imported: of 3 rows through line 3, new 2, there already 0, refused 1\n"
                                + "refused line 2: ")
                .contains("dry_run=false and confirm_token=c-");
        assertThat(memory.end()).isZero();
        assertThat(memory.call("import_events", arguments.put("dry_run", false)).text())
                .contains("no confirm_token was given");

        var done = memory.confirmed("import_events", arguments);
        assertThat(done.get("position").asLong()).isEqualTo(1);
        assertThat(done.get("last_position").asLong()).isEqualTo(2);
        assertThat(done.get("durable").stringValue()).isEqualTo("process");
        var again = memory.confirmed("import_events", arguments);
        assertThat(again.get("duplicates").asInt()).isEqualTo(2);
        assertThat(again.has("position")).isFalse();
        assertThat(memory.end()).isEqualTo(2);
        assertThat(memory.call("query_events", "{'types': ['order.placed']}").text())
                .contains("e1 2020-01-01T00:00:00Z (told 2026");
    }

    @Test
    void whatMemoriesOfOthersSayIsRecalled() {
        String graph =
                """
                {"type":"entity","name":"Ada","entityType":"person","observations":["Ada drinks oolong"]}
                {"type":"entity","name":"Paris","entityType":"city","observations":[]}
                {"type":"relation","from":"Ada","to":"Paris","relationType":"lives in"}
                """;
        memory.confirmed("import_events", imports("server-memory", graph));
        memory.confirmed(
                "import_events",
                imports("mem0", "[{\"id\": \"1\", \"memory\": \"Bob drinks sencha\"}]"));

        assertThat(memory.call("memory_recall", "{'query': 'who drinks oolong'}").text())
                .contains("Ada drinks oolong");
        assertThat(memory.call("memory_recall", "{'query': 'sencha'}").text())
                .contains("Bob drinks sencha");
        assertThat(memory.call("memory_neighbors", "{'node': 'Ada'}").text())
                .contains("lives_in", "Paris");
    }

    @Test
    void aMappingMakesEventsOfTheRowsOfATable() {
        var arguments =
                imports("csv", "user_id,what\n7,login\n8,logout\n")
                        .set(
                                "mapping",
                                SeededMemory.json(
                                        "{'type': 'web.{what}', 'subject': 'user/{user_id}'}"));

        memory.confirmed("import_events", arguments);

        assertThat(memory.call("query_events", "{'subjects': ['user/8']}").text())
                .contains("web.logout");
        var wrong =
                memory.call(
                        "import_events",
                        arguments.set("mapping", SeededMemory.json("{'kind': 'x'}")));
        assertThat(wrong.text()).contains("mapping has kind", "allowed are id, type, subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "csv"})
    void aWholeLogThatIsExportedToAFileAndImportedElsewhereHasTheSameDigest(String format)
            throws IOException {
        memory.answer("memory_remember", "{'text': 'Ada likes tea', 'about': ['person/ada']}");
        memory.answer("ingest_event", "{'type': 'order.paid', 'subject': 'order/7'}");

        var exported =
                memory.answer(
                        "export_events",
                        "{'format': '" + format + "', 'to_file': 'all', 'project': '*'}");
        assertThat(exported.get("events").asLong()).isEqualTo(memory.end());
        Path to = Files.createDirectory(directory.resolve("b"));
        Files.createDirectory(to.resolve("exchange"));
        Files.copy(directory.resolve("a/exchange/all"), to.resolve("exchange/all"));
        try (var other = SeededMemory.withoutModel(to)) {
            var arguments = SeededMemory.json("{'format': '" + format + "', 'file': 'all'}");
            var done = other.confirmed("import_events", arguments);

            assertThat(done.get("copied").booleanValue()).isTrue();
            assertThat(done.get("imported").asLong()).isEqualTo(memory.end());
            assertThat(other.digests()).isEqualTo(memory.digests());
            assertThat(other.call("memory_recall", "{'query': 'tea'}").text())
                    .contains("Ada likes tea");
        }
    }

    @Test
    void anExportIsCutByWholeRowsAndSaysHowToGetTheRest() {
        for (int i = 0; i < 30; i++) {
            memory.answer(
                    "ingest_event",
                    "{'type': 'thing.counted', 'subject': 'thing/" + i + "', 'data': {'n': 1.10}}");
        }
        assertThat(memory.answer("export_events", "{'to_file': 'a'}").get("events").asInt())
                .isEqualTo(30);
        List<String> rows = new ArrayList<>();
        var arguments = SeededMemory.json("{'max_tokens': 1000}");
        var page = memory.call("export_events", arguments);
        while (true) {
            page.structured().get("items").forEach(row -> rows.add(row.get("row").stringValue()));
            if (!page.structured().has("next_cursor")) {
                break;
            }
            assertThat(page.text()).contains("repeat with cursor");
            memory.answer("ingest_event", "{'type': 'thing.late', 'subject': 'thing/0'}");
            page =
                    memory.call(
                            "export_events",
                            arguments.set("cursor", page.structured().get("next_cursor")));
        }
        assertThat(rows).hasSize(30);
        assertThat(rows.get(7))
                .startsWith("{\"position\":8,\"id\":\"")
                .endsWith("\"data\":{\"n\":1.10}}");
    }

    @Test
    void anExportHasWhatTheFiltersAndTheTimeSayAndNothingThatIsHidden() {
        for (int i = 1; i <= 3; i++) {
            memory.answer("ingest_event", "{'type': 'order.paid', 'subject': 'order/" + i + "'}");
        }
        memory.answer("delete_events", "{'events': ['e2'], 'reason': 'no', 'dry_run': false}");

        assertThat(exported("{'types': ['order.*']}")).containsExactly("1", "3");
        assertThat(exported("{'types': ['order.*'], 'as_of': 'e2'}")).containsExactly("1", "2");
        assertThat(exported("{'subjects': ['order/3']}")).containsExactly("3");
        assertThat(exported("{'project': 'other'}")).isEmpty();
        assertThat(memory.call("export_events", "{'to_file': 'a.jsonl'}").text())
                .contains(
                        "exported 3 events as of e4",
                        "not in it: 1 hidden event; `everlog export`");
    }

    private List<String> exported(String arguments) {
        List<String> subjects = new ArrayList<>();
        memory.answer("export_events", arguments)
                .get("items")
                .forEach(row ->
                        subjects.add(
                                Json.MAPPER
                                        .readTree(row.get("row").stringValue())
                                        .get("subject")
                                        .stringValue()
                                        .substring(6)));
        return subjects;
    }

    @Test
    void markdownIsATableInWhichNothingIsMarkup() {
        memory.answer(
                "ingest_event",
                "{'type': 'order.paid', 'subject': 'order/1', 'data': {'note': 'a | b\\n<i>*c*'}}");

        assertThat(memory.call("export_events", "{'format': 'markdown'}").text())
                .contains(
                        "| event | occurred | type | subject | by | data |\n|---|",
                        "| e1 | 2026-03-14T12:00:00Z | order.paid | order/1 | tester |",
                        "a \\| b\\\\n\\<i\\>\\*c\\*");
        assertThat(memory.call("export_events", "{'format': 'csv'}").text())
                .contains("\nposition,id,subject,version,type,", "\n1,");
        assertThat(memory.call("export_events", "{'format': 'parquet'}").text())
                .contains("parquet is no text: give to_file a name");
    }

    @Test
    void filesAreWrittenOnceAndReadByPlainNamesOnly() {
        memory.answer("ingest_event", "{'type': 'order.paid', 'subject': 'order/1'}");
        memory.answer("export_events", "{'format': 'parquet', 'to_file': 'a.parquet'}");

        assertThat(memory.call("export_events", "{'to_file': 'a.parquet'}").text())
                .contains("code: CONFLICT", "nothing is overwritten");
        assertThat(memory.call("export_events", "{'to_file': '../a'}").text())
                .contains("code: INVALID_ARGUMENT", "without folders");
        assertThat(memory.call("import_events", "{'format': 'csv', 'file': 'b.csv'}").text())
                .contains("code: NOT_FOUND", "there are: a.parquet");
        assertThat(memory.call("import_events", "{'format': 'csv', 'file': '/etc/passwd'}").text())
                .contains("code: INVALID_ARGUMENT", "without folders");
        assertThat(memory.call("import_events", "{'format': 'csv'}").text())
                .contains("give either data or the name of a file");
    }
}
