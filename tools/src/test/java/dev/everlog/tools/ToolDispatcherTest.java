package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.TestClock;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.moving.Progress;
import dev.everlog.memory.recall.Recall;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToolDispatcherTest {
    @TempDir private Path vectors;

    @Test
    void anUnknownToolIsAFailureWithTheNearestNames() {
        var result = call("memory_recal", () -> null);

        assertThat(result.isError()).isTrue();
        assertThat(result.structured().get("code").stringValue()).isEqualTo("UNKNOWN_TOOL");
        assertThat(result.text()).contains("memory_recall").contains("retryable: false");
    }

    @Test
    void anUnexpectedExceptionTellsNothingButAnIdAndThatItIsNotTheCallersFault() {
        var result =
                call(
                        "memory_stats",
                        () -> {
                            throw new IllegalStateException("/home/ada/.everlog/secret");
                        });

        assertThat(result.isError()).isTrue();
        assertThat(result.text())
                .contains("code: INTERNAL", "under id ")
                .doesNotContain("secret", "ada", "Exception");
    }

    @ParameterizedTest
    @EnumSource(LogException.Kind.class)
    void aFailureOfTheLogKeepsItsKindAndSaysWhatToDo(LogException.Kind kind) {
        var result =
                call(
                        "memory_stats",
                        () -> {
                            throw new LogException(kind, "what was found");
                        });

        assertThat(result.structured().get("code").stringValue()).isEqualTo(kind.name());
        assertThat(result.structured().get("message").stringValue()).isEqualTo("what was found");
        assertThat(result.structured().get("hint").stringValue()).isNotBlank();
        assertThat(result.structured().get("retryable").booleanValue()).isEqualTo(kind.retryable());
    }

    @ParameterizedTest
    @EnumSource(MemoryException.Kind.class)
    void aFailureOfTheMemoryKeepsItsHint(MemoryException.Kind kind) {
        var result =
                call(
                        "memory_stats",
                        () -> {
                            throw new MemoryException(kind, "what was found", "what to do");
                        });

        assertThat(result.isError()).isTrue();
        assertThat(result.text())
                .contains(
                        "message: what was found\nhint: what to do\nretryable: "
                                + kind.retryable());
    }

    @Test
    void whatARecordRefusesNamesTheParameter() {
        try (var memory = SeededMemory.empty(vectors)) {
            var wrongTime = memory.call("query_events", "{'since': 'last week'}");
            var both =
                    memory.call("ingest_event", "{'type': 'a.b', 'subject': 'a/b', 'events': []}");
            var neither = memory.call("memory_forget", "{'reason': 'why not'}");

            assertThat(wrongTime.text())
                    .contains("INVALID_ARGUMENT", "since: a time is RFC 3339", "\"last week\"");
            assertThat(both.text())
                    .contains(
                            "INVALID_ARGUMENT", "either type and subject of one event, or events");
            assertThat(neither.text())
                    .contains("INVALID_ARGUMENT", "memory, node or edge, or else a query");
        }
    }

    @Test
    void whatAnEmptyLogSaysItIsAsOfCanBeAskedFor() {
        try (var memory = SeededMemory.empty(vectors)) {
            var empty = memory.call("query_events", "{}").text();
            memory.answer("memory_remember", "{'text': 'Ada drinks tea'}");

            assertThat(empty).contains("0 rows", "as of e0");
            assertThat(memory.call("query_events", "{'as_of': 'e0'}").text()).isEqualTo(empty);
            assertThat(memory.call("memory_recall", "{'query': 'tea', 'as_of': 'e0'}").text())
                    .contains("0 rows", "as of e0");
        }
    }

    @Test
    void whatIsTooLongIsToldTheLimitThatHolds() {
        var huge = "x".repeat(2_000_000);
        try (var memory = SeededMemory.empty(vectors)) {
            assertThat(
                            memory.call("memory_remember", SeededMemory.json(Map.of("text", huge)))
                                    .text())
                    .contains("INVALID_ARGUMENT", "text must have 1..100000 characters")
                    .doesNotContain("1048576");
            assertThat(
                            memory.call(
                                            "ingest_event",
                                            "{'type': 'a.c', 'subject': 'a/b', 'data': {'x': '"
                                                    + huge
                                                    + "'}}")
                                    .text())
                    .contains("INVALID_ARGUMENT", "at most 1048576 bytes");
            assertThat(memory.end()).isZero();
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        try (var memory = SeededMemory.empty(vectors)) {
            assertThat(memory.call("memory_neighbors", "{'node': 'person/nobody'}").text())
                    .contains("NOT_FOUND");
            assertThat(memory.call("get_snapshot", "{'subject': 'order/1'}").text())
                    .contains("NOT_FOUND");
        }
    }

    @Test
    void aCallSeesOneMemoryThoughAnotherTakesItsPlace() {
        try (var old = SeededMemory.withoutModel(vectors.resolve("old"));
                var fresh = SeededMemory.withoutModel(vectors.resolve("fresh"))) {
            old.answer("memory_remember", "{'text': 'Bob has a parrot'}");
            old.answer("memory_remember", "{'text': 'Ada prefers tea'}");
            fresh.answer("memory_remember", "{'text': 'Ada prefers tea'}");
            var asked = new AtomicInteger();
            Supplier<Recall> memory =
                    () -> (asked.getAndIncrement() % 2 == 0 ? old : fresh).session().recall().get();

            assertThat(call("memory_recall", "{'query': 'tea'}", memory).text())
                    .contains("Ada prefers tea");
        }
    }

    private static ToolResult call(String tool, Supplier<Recall> memory) {
        return call(tool, "{}", memory);
    }

    private static ToolResult call(String tool, String arguments, Supplier<Recall> memory) {
        var session =
                new Session(
                        memory,
                        "tester",
                        "s1",
                        null,
                        TestClock.atNoon(),
                        SeededMemory.NOWHERE,
                        Progress.NONE,
                        null);
        return new ToolDispatcher(ToolCatalog.standard())
                .call(tool, SeededMemory.json(arguments), session);
    }
}
