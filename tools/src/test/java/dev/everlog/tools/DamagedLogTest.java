package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.Memory;
import dev.everlog.memory.moving.Progress;
import dev.everlog.memory.recall.Recall;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log whose second memory is damaged: what answers know is old, and they must not pretend otherwise. */
class DamagedLogTest {
    private static final TestClock CLOCK = TestClock.atNoon();

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory_recall | {'query': 'tea'}",
                "memory_recall | {'query': 'tea', 'format': 'json'}",
                "query_events | {}",
                "memory_stats | {}",
                "memory_history | {'node': 'coffee'}",
                "memory_remember | {'text': 'something new'}"
            })
    void everyAnswerSaysThatItKnowsOnlyWhatIsBeforeTheDamage(String tool, String arguments)
            throws Exception {
        writeAndDamage();
        ToolResult result = call(tool, arguments);
        assertThat(result.text()).contains("damage").contains("e2");
        assertThat(result.structured().get("damage").stringValue()).contains("acknowledged");
    }

    @Test
    void nothingIsSaidOfDamageWhereThereIsNone() {
        ToolResult result = call("memory_remember", "{'text': 'something new'}");
        assertThat(result.text()).doesNotContain("damage");
        assertThat(result.structured().has("damage")).isFalse();
    }

    private void writeAndDamage() throws Exception {
        call("memory_remember", "{'text': 'Ada likes tea', 'key': 'tea'}");
        call("memory_remember", "{'text': 'Bob likes coffee', 'key': 'coffee'}");
        try (var files = Files.walk(directory.resolve("log"))) {
            Path file =
                    files.filter(f -> f.toString().endsWith(".frames")).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Bob likes");
            try (var damaged = new RandomAccessFile(file.toFile(), "rw")) {
                damaged.seek(at);
                damaged.write('b');
            }
        }
    }

    /** In a memory opened for this one call. */
    private ToolResult call(String tool, String arguments) {
        var log =
                new EventLog(
                        FileTail.open(
                                directory.resolve("log"),
                                TailOptions.of(Durability.COMMIT, CLOCK)));
        try (var memory =
                        new Memory(
                                new Memory.Parameters(
                                        "test", log, Snapshots.NONE, CLOCK, Ids.uuidV7()));
                var recall =
                        Recall.open(
                                new Recall.Parameters(
                                        memory,
                                        null,
                                        directory.resolve("vectors"),
                                        Recall.Saved.NOTHING))) {
            var session =
                    new Session(
                            () -> recall,
                            "tester",
                            "s1",
                            "demo",
                            CLOCK,
                            SeededMemory.NOWHERE,
                            Progress.NONE,
                            null);
            return new ToolDispatcher(ToolCatalog.standard())
                    .call(tool, SeededMemory.json(arguments), session);
        }
    }
}
