package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data of events that say a word are erased: no tool tells it, as of whenever, and each still answers. */
class ErasedEverywhereTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path tenant;

    @Test
    void noToolTellsWhatIsErasedAsOfWheneverAndEachAnswers() throws InterruptedException {
        String before;
        try (var memory = SeededMemory.onDisk(tenant)) {
            SeededMemory.seed(memory);
            say(memory);
            before = "e" + memory.end();
            assertThat(
                            HiddenEverywhereTest.readers()
                                    .filter(tool -> HiddenEverywhereTest.tells(memory, tool, null)))
                    .hasSizeGreaterThan(15);
        }
        erase();
        try (var memory = SeededMemory.onDisk(tenant)) {
            memory.awaitEmbedded();
            assertThat(
                            HiddenEverywhereTest.readers()
                                    .filter(tool ->
                                            HiddenEverywhereTest.tells(memory, tool, null)
                                                    || HiddenEverywhereTest.tells(
                                                            memory, tool, before)))
                    .isEmpty();
        }
    }

    /** In data only: types, subjects and actors stay. */
    private static void say(SeededMemory memory) {
        memory.answer(
                "ingest_event",
                "{'type': 'order.noted', 'subject': 'order/7', 'data': {'note': 'xyzzy'}}");
        memory.answer(
                "memory_add_node",
                "{'type': 'person', 'name': 'Ada', 'properties': {'city': 'Paris', 'code': 'xyzzy'}}");
        memory.answer("memory_add_node", "{'type': 'order', 'name': 'xyzzy', 'key': 'order/7'}");
        memory.answer(
                "memory_remember",
                "{'text': 'Ada likes tea and xyzzy', 'key': 'tea', 'kind': 'preference', 'about': ['person/ada']}");
        memory.answer(
                "memory_remember",
                "{'text': 'Ada prefers tea over xyzzy', 'tags': ['todo'], 'about': ['person/ada']}");
        memory.answer("start_session", "{'goal': 'xyzzy'}");
        memory.awaitEmbedded();
    }

    private void erase() throws InterruptedException {
        try (var log = SeededMemory.log(tenant)) {
            var erasure = new Erasure(Positions.of(secrets(log)), "a test");
            var wish = erasure.wish(UUID.randomUUID(), Instant.now(), Origin.of("test", "tester"));
            assertThat(log.erase(wish, PATIENCE).type()).isEqualTo(Erasure.ERASED);
        }
    }

    private static List<Position> secrets(EventLog log) {
        List<Position> secrets = new ArrayList<>();
        try (EventCursor cursor = log.read(Position.NONE)) {
            for (StoredEvent next = cursor.next(); next != null; next = cursor.next()) {
                if (next.data().contains(HiddenEverywhereTest.SECRET)) {
                    secrets.add(next.position());
                }
            }
        }
        return secrets;
    }
}
