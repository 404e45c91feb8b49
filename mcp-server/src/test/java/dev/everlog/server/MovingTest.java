package dev.everlog.server;

import static dev.everlog.server.CommandLine.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.memory.Ingest;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Writer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
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
    @ValueSource(strings = {"jsonl", "csv"})
    void what_is_exported_and_imported_has_the_same_digest(String format) throws Exception {
        Path file = export("events." + format);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Path to = directory.resolve("to");
        run(0, "import", "" + file, "--data", "" + to);
        assertThat(views(to)).hasSize(4).isEqualTo(views(from()));
        assertThat(run(0, "export", "--data", "" + to, "--format", format))
                .isEqualTo(Files.readString(file));
    }

    @Test
    void a_broken_import_goes_on_where_it_ended() throws Exception {
        Path file = export();
        var lines = Files.readAllLines(file);
        Path half = Files.write(directory.resolve("half.jsonl"), lines.subList(0, 1_251));
        Path to = directory.resolve("to");
        run(0, "import", "" + half, "--data", "" + to);
        run(0, "import", "" + file, "--data", "" + to);
        assertThat(views(to)).isEqualTo(views(from()));
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
                "" + other);
        Path shuffled =
                Files.write(
                        directory.resolve("shuffled.jsonl"), List.of(lines.get(1), lines.get(0)));
        String before = run(0, "digest", "--data", "" + other);
        run(2, "import", "" + shuffled, "--data", "" + other);
        run(
                2,
                "import",
                "" + Files.writeString(directory.resolve("no.jsonl"), "{\"position\":2}\n"),
                "--data",
                "" + other);
        run(2, "import", "" + directory.resolve("missing"), "--data", "" + other);
        assertThat(run(0, "digest", "--data", "" + other)).isEqualTo(before);
        run(2, "export", "--data", "" + from(), "--to", "" + file);
        run(2, "export", "--data", "" + directory.resolve("nowhere"));
    }

    @Test
    void what_is_whole_of_a_damaged_memory_is_salvaged_at_its_place() throws Exception {
        var lines = Files.readAllLines(export());
        damage("\"number\":700,");
        Path none = directory.resolve("none.csv");
        run(1, "export", "--data", "" + from(), "--to", "" + none);
        assertThat(none).doesNotExist();
        run(3, "digest", "--data", "" + from());

        Path to = directory.resolve("to");
        String told = run(2, "salvage", "--data", "" + from(), "--to", "" + to);

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
