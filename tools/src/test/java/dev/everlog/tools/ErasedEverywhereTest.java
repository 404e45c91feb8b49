package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;

/** What tools erase that say a word: no tool tells it, as of whenever, and each still answers. */
class ErasedEverywhereTest {
    @TempDir private Path tenant;

    @Test
    void noToolTellsWhatToolsEraseAsOfWheneverAndEachAnswers() {
        ArrayNode secrets;
        try (var memory = SeededMemory.onDisk(tenant)) {
            SeededMemory.seed(memory);
            say(memory);
            assertThat(
                            HiddenEverywhereTest.readers()
                                    .filter(tool -> HiddenEverywhereTest.tells(memory, tool, null)))
                    .hasSizeGreaterThan(15);
        }
        try (var log = SeededMemory.log(tenant)) {
            secrets = secrets(log);
        }
        try (var memory = SeededMemory.onDisk(tenant)) {
            var before = "e" + memory.end();
            erase(memory, secrets);
            assertThatNothingTells(memory, before);
        }
        try (var memory = SeededMemory.onDisk(tenant)) {
            assertThatNothingTells(memory, secrets.get(secrets.size() - 1).asString());
        }
    }

    private static void assertThatNothingTells(SeededMemory memory, String before) {
        memory.awaitEmbedded();
        assertThat(
                        HiddenEverywhereTest.readers()
                                .filter(tool ->
                                        HiddenEverywhereTest.tells(memory, tool, null)
                                                || HiddenEverywhereTest.tells(
                                                        memory, tool, before)))
                .isEmpty();
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

    /** One by its memory, the others by their handles. */
    private static void erase(SeededMemory memory, ArrayNode secrets) {
        var todo = secrets.remove(secrets.size() - 2);
        memory.confirmed(
                "memory_forget",
                SeededMemory.json("{'mode': 'erase', 'reason': 'a test'}").set("memory", todo));
        memory.confirmed(
                "delete_events",
                SeededMemory.json("{'mode': 'erase', 'reason': 'a test'}").set("events", secrets));
    }

    private static ArrayNode secrets(EventLog log) {
        var secrets = Json.MAPPER.createArrayNode();
        try (EventCursor cursor = log.read(Position.NONE)) {
            for (StoredEvent next = cursor.next(); next != null; next = cursor.next()) {
                if (next.data().contains(HiddenEverywhereTest.SECRET)) {
                    secrets.add(next.position().toString());
                }
            }
        }
        return secrets;
    }
}
