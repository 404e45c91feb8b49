package dev.everlog.server;

import static dev.everlog.server.CommandLine.complaint;
import static dev.everlog.server.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.memory.Ingest;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Writer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A memory that moves to another directory by {@code export} and {@code import}. */
class MovingTest {
    private static final int EVENTS = 2_500;

    @TempDir private Path directory;

    @BeforeEach
    void remember() {
        try (var tenants =
                Wiring.tenants(new DataOptions(Map.of("EVERLOG_DATA", "" + from())).config())) {
            Memory memory = tenants.open(Wiring.TENANT);
            memory.remember(
                    Remember.text("Ada prefers tea \u2028 \"hot\" \n\ud83c\udf75"), writer("once"));
            for (int i = 0; i < EVENTS / 250; i++) {
                memory.ingest(new Ingest(events(i * 250, 250)), writer("batch " + i));
            }
        }
    }

    private static List<Ingest.Item> events(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number ->
                        new Ingest.Item(
                                null,
                                "thing.counted",
                                "thing/" + number % 7,
                                data(number),
                                null,
                                null,
                                null,
                                null))
                .toList();
    }

    /** Digits that a double would not keep. */
    private static ObjectNode data(int number) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("number", number)
                .put("exact", new BigDecimal("1.10"))
                .put("long", new BigDecimal("0.12345678901234567890123"));
    }

    private static Writer writer(String key) {
        return new Writer("tester", "s1", "demo", "c1", null, new IdempotencyKey(key, "of " + key));
    }

    private Path from() {
        return directory.resolve("from");
    }

    private List<String> views(Path data) {
        return run(0, "digest", "--data", "" + data)
                .lines()
                .filter(line -> !line.startsWith("log"))
                .toList();
    }

    private Path export() {
        return export("events.jsonl");
    }

    private Path export(String name) {
        Path file = directory.resolve(name);
        run(0, "export", "--data", "" + from(), "--to", "" + file);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "csv", "parquet"})
    void what_is_exported_and_imported_has_the_same_digest(String format) throws Exception {
        Path file = export("events." + format);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path to = directory.resolve("to");
        run(0, "import", "" + file, "--data", "" + to);
        assertThat(views(to)).hasSizeGreaterThan(5).isEqualTo(views(from()));
        Path again = directory.resolve("again." + format);
        run(0, "export", "--data", "" + to, "--to", "" + again);
        assertThat(again).hasSameBinaryContentAs(file);
        assertThat(to.resolve("default/unfinished")).doesNotExist();
        assertThat(to.resolve("tmp")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "csv"})
    void a_part_of_an_export_is_told_and_the_import_goes_on_with_the_whole(String format)
            throws Exception {
        Path file = export("events." + format);
        var lines = Files.readAllLines(file);
        Path half = Files.write(directory.resolve("half." + format), lines.subList(0, 1_251));
        Path to = directory.resolve("to");
        run(3, "import", "" + half, "--data", "" + to);
        assertThat(run(1, "doctor", "--data", "" + to))
                .contains("MEND import", "-> everlog import " + half + " --data " + to);
        run(0, "import", "" + file, "--data", "" + to);
        assertThat(run(0, "doctor", "--data", "" + to)).doesNotContain("MEND");
        assertThat(views(to)).isEqualTo(views(from()));
    }

    @Test
    void what_others_wrote_is_taken_into_a_memory_and_each_row_once() throws Exception {
        Path graph =
                Files.writeString(
                        directory.resolve("memory.json"),
                        """
                        {"type":"entity","name":"Ada","entityType":"person","observations":["likes tea","plays chess"]}
                        {"type":"entity","name":"Paris","entityType":"city","observations":[]}
                        {"type":"relation","from":"Ada","to":"Paris","relationType":"lives in"}
                        """);
        Path events =
                Files.writeString(
                        directory.resolve("allsource.jsonl"),
                        """
                        {"id":"0191d2a4-6b6e-4c44-9d3e-0a1b2c3d4e5f","event_type":"user.created","entity_id":"u1",\
                        "tenant_id":"t","payload":{},"timestamp":"2025-10-20T08:00:00Z","metadata":null,"version":1}
                        {"event_type":"user.created"}
                        """);
        String from = "" + from();
        run(0, "import", "" + graph, "--format", "server-memory", "--data", from);
        String once = run(0, "digest", "--data", from);
        run(0, "import", "" + graph, "--format", "server-memory", "--data", from);
        assertThat(run(0, "digest", "--data", from)).isEqualTo(once);
        assertThat(complaint(3, "import", "" + events, "--format", "allsource", "--data", from))
                .contains("line 2 refused: it has no subject");

        List<String> lines = Files.readAllLines(export());
        assertThat(lines).hasSize(EVENTS + 1 + 5 + 1 + 1);
        assertThat(lines.get(EVENTS + 6))
                .contains("\"subject\":\"entity/u1\"", "\"occurred_at\":\"2025-10-20T08:00:00Z\"");
    }

    @Test
    void a_part_is_taken_for_the_whole_when_that_is_wanted() throws Exception {
        var lines = Files.readAllLines(export());
        Path half = Files.write(directory.resolve("half.jsonl"), lines.subList(0, 1_251));
        Path to = directory.resolve("to");
        run(0, "import", "" + half, "--data", "" + to, "--part");
        assertThat(run(0, "doctor", "--data", "" + to)).doesNotContain("MEND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "csv", "parquet"})
    void a_file_that_was_cut_anywhere_is_never_taken_for_whole(String format) throws Exception {
        byte[] whole = Files.readAllBytes(export("events." + format));
        for (int cut : List.of(1, 20, whole.length / 2, whole.length - 10)) {
            Path part = directory.resolve("part" + cut + "." + format);
            Files.write(part, Arrays.copyOf(whole, whole.length - cut));
            Path to = directory.resolve("to" + cut);
            int code = run(Map.of(), "import", "" + part, "--data", "" + to);
            if (cut == 1 && !format.equals("parquet")) {
                assertThat(code).as("only the last line break is gone").isZero();
            } else {
                assertThat(code).as(format + " without " + cut + " bytes").isEqualTo(3);
                assertThat(to.resolve("default"))
                        .satisfiesAnyOf(
                                memory -> assertThat(memory).doesNotExist(),
                                memory -> assertThat(memory.resolve("unfinished")).exists());
            }
        }
    }

    @Test
    void a_table_that_a_spreadsheet_has_marked_is_read_and_its_errors_name_the_line()
            throws Exception {
        Path file = export("events.csv");
        String table = Files.readString(file);
        Path marked = Files.writeString(directory.resolve("marked.csv"), "\ufeff" + table);
        run(0, "import", "" + marked, "--data", "" + directory.resolve("to"));

        List<String> rows = new ArrayList<>(table.lines().toList());
        rows.set(7, rows.get(7).replaceFirst("thing.counted,[^,]*", "thing.counted,yesterday"));
        Path wrong = Files.write(directory.resolve("wrong.csv"), rows);
        Path none = directory.resolve("none");
        assertThat(complaint(3, "import", "" + wrong, "--data", "" + none))
                .contains("line 8 ", "yesterday");
        rows.set(1, rows.get(1).replaceFirst("memory.remembered,", "memory.remembered,x"));
        Files.write(wrong, rows);
        Path nothing = directory.resolve("nothing");
        assertThat(complaint(3, "import", "" + wrong, "--data", "" + nothing)).contains("line 2 ");
        assertThat(nothing).doesNotExist();
    }

    @Test
    void duckdb_reads_an_export_without_us() throws Exception {
        Path file = export("events.parquet");
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT count(*) AS events, min(position) AS first, max(position) AS last,"
                                        + " count(DISTINCT id) AS ids, sum((data->>'number')::BIGINT) AS numbers,"
                                        + " typeof(any_value(recorded_at)) AS time, typeof(any_value(id)) AS id,"
                                        + " count(idempotency_key) AS keys, any_value(tenant) AS tenant FROM '"
                                        + file
                                        + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong("events")).isEqualTo(EVENTS + 1);
            assertThat(rows.getLong("first")).isEqualTo(1);
            assertThat(rows.getLong("last")).isEqualTo(EVENTS + 1);
            assertThat(rows.getLong("ids")).isEqualTo(EVENTS + 1);
            assertThat(rows.getLong("numbers")).isEqualTo(EVENTS * (EVENTS - 1L) / 2);
            assertThat(rows.getString("time")).isEqualTo("TIMESTAMP WITH TIME ZONE");
            assertThat(rows.getString("id")).isEqualTo("UUID");
            assertThat(rows.getLong("keys")).isEqualTo(EVENTS + 1);
            assertThat(rows.getString("tenant")).isEqualTo("default");
        }
    }

    /** So read permission is enough, and a command never gets in the way of a server. */
    @Test
    void who_only_reads_a_memory_writes_nothing() throws Exception {
        Path log = Wiring.logDirectory(from());
        Files.delete(log.resolve("lock"));
        Files.delete(log.resolve("lease"));
        String before = listing();
        export();
        run(0, "digest", "--data", "" + from());
        run(0, "verify", "--data", "" + from());
        assertThat(listing()).isEqualTo(before);
    }

    /** Every file with its size and time. */
    private String listing() throws IOException {
        try (var files = Files.walk(from())) {
            return files.sorted()
                    .map(file ->
                            file
                                    + " "
                                    + file.toFile().length()
                                    + " "
                                    + file.toFile().lastModified())
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void nothing_is_imported_into_another_memory_or_from_another_file() throws Exception {
        Path file = export();
        var lines = Files.readAllLines(file);
        Path other = directory.resolve("other");
        run(
                0,
                "import",
                "" + Files.write(directory.resolve("one.jsonl"), lines.subList(0, 1)),
                "--data",
                "" + other,
                "--part");
        Path shuffled =
                Files.write(
                        directory.resolve("shuffled.jsonl"), List.of(lines.get(1), lines.get(0)));
        String before = run(0, "digest", "--data", "" + other);
        run(2, "import", "" + shuffled, "--data", "" + other);
        run(
                3,
                "import",
                "" + Files.writeString(directory.resolve("no.jsonl"), "{\"position\":2}\n"),
                "--data",
                "" + other);
        run(2, "import", "" + directory.resolve("missing"), "--data", "" + other);
        assertThat(run(0, "digest", "--data", "" + other)).isEqualTo(before);
        run(2, "export", "--data", "" + from(), "--to", "" + file);
        run(2, "export", "--data", "" + directory.resolve("nowhere"));
        run(2, "import", "" + shuffled, "--data", "" + directory.resolve("nowhere"));
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @Test
    void an_acknowledged_end_that_is_lost_keeps_its_places_in_what_is_salvaged() throws Exception {
        var lines = Files.readAllLines(export());
        Path generation = from().resolve("default/log/generations/00000000000000000001.frames");
        try (var file = FileChannel.open(generation, StandardOpenOption.WRITE)) {
            file.truncate(100_000);
        }
        Path to = directory.resolve("to");

        assertThat(run(3, "salvage", "--data", "" + from(), "--to", "" + to))
                .matches("salvaged through e2501, lost e\\d+ to e2501\n");
        var salvaged = run(0, "export", "--data", "" + to).lines().toList();
        assertThat(salvaged).hasSameSizeAs(lines).startsWith(lines.getFirst());
        assertThat(salvaged.get(2_500)).contains("\"type\":\"log.lost\"");
    }

    @Test
    void an_import_does_not_go_on_from_what_is_another_event() throws Exception {
        var lines = Files.readAllLines(export());
        Path part = Files.write(directory.resolve("part.jsonl"), lines.subList(0, 1_000));
        Path to = directory.resolve("to");
        run(0, "import", "" + part, "--data", "" + to, "--part");
        lines.set(700, lines.get(700).replace("\"number\":", "\"another\":"));
        Path forged = Files.write(directory.resolve("forged.jsonl"), lines);

        run(2, "import", "" + forged, "--data", "" + to);
        assertThat(run(0, "digest", "--data", "" + to)).contains("through e1000");
    }

    @Test
    void what_is_whole_of_a_damaged_memory_is_salvaged_at_its_place() throws Exception {
        var lines = Files.readAllLines(export());
        damage("\"number\":700,");
        Path none = directory.resolve("none.csv");
        run(3, "export", "--data", "" + from(), "--to", "" + none);
        assertThat(none).doesNotExist();
        run(3, "digest", "--data", "" + from());

        Path to = directory.resolve("to");
        String told = run(3, "salvage", "--data", "" + from(), "--to", "" + to);

        assertThat(told).isEqualTo("salvaged through e2501, lost e502 to e751\n");
        assertThat(run(0, "verify", "--data", "" + to)).contains("e2501");
        var salvaged = run(0, "export", "--data", "" + to).lines().toList();
        assertThat(salvaged.subList(0, 501)).isEqualTo(lines.subList(0, 501));
        assertThat(salvaged.subList(501, 751))
                .allMatch(line -> line.contains("\"type\":\"log.lost\""));
        assertThat(salvaged.subList(751, 2_501))
                .extracting(MovingTest::data)
                .isEqualTo(lines.subList(751, 2_501).stream().map(MovingTest::data).toList());
        run(2, "salvage", "--data", "" + from(), "--to", "" + to);
    }

    private static String data(String line) {
        return line.substring(line.indexOf("\"data\":"));
    }

    private void damage(String text) throws IOException {
        try (var files = Files.walk(Wiring.logDirectory(from()).resolve("generations"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
                if (at >= 0) {
                    bytes[at] ^= 1;
                    Files.write(file, bytes);
                }
            }
        }
    }
}
