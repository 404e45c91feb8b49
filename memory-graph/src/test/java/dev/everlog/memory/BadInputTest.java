package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.memory.graph.Direction;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
    static Stream<Arguments> requests() {
        return Stream.of(
                bad("text", () -> Remember.text(" ")),
                bad(
                        "text must have 1..100000 characters, has 10000000",
                        () -> Remember.text("x".repeat(10_000_000))),
                bad("NUL", () -> Remember.text("a\0b")),
                bad("surrogate", () -> Remember.text("a\ud800b")),
                bad("about", () -> TestMemory.about("x", "two\nlines")),
                bad(
                        "about",
                        () ->
                                TestMemory.about(
                                        "x", Collections.nCopies(51, "n").toArray(String[]::new))),
                bad("key", () -> TestMemory.keyed("k".repeat(201), "x")),
                bad("confidence must be 0..1, was 1.5", () -> confident(1.5)),
                bad("confidence", () -> confident(Double.NaN)),
                bad("valid_to", () -> new Validity(Instant.EPOCH, Instant.EPOCH.minusSeconds(1))),
                bad("valid_from", () -> new Validity(Instant.MIN, null)),
                bad("type", () -> node("two words", "x")),
                bad("reserved", () -> node("Memory", "x")),
                bad(
                        "weight must be above 0, was -1",
                        () ->
                                new AddEdge(
                                        "a", "b", "r", Json.empty(), -1.0, Validity.ALWAYS, null)),
                bad("relation", () -> TestMemory.edgeOf("a", "is in", "b", Validity.ALWAYS)),
                bad(
                        "depth must be 1..4, was 5",
                        () -> new Neighbors("a", List.of(), Direction.OUT, 5, 0, 10)),
                bad(
                        "limit must be 1..1000, was 0",
                        () -> new PageRequest(0, null, PageRequest.Order.ASC)),
                bad("reason", () -> new Forget(List.of("n1"), "", false, Scope.ALL, Consent.GO)),
                bad("what", () -> new Forget(List.of(), "r", false, Scope.ALL, Consent.GO)),
                bad(
                        "which events",
                        () -> new HideEvents(List.of(), null, Scope.ALL, "r", Consent.GO)),
                bad(
                        "what to restore",
                        () -> new RestoreEvents(null, List.of(), null, Scope.ALL, "r", Consent.GO)),
                bad(
                        "subjects are written",
                        () ->
                                new EventQuery(
                                        List.of("x"),
                                        List.of(),
                                        List.of(),
                                        null,
                                        null,
                                        null,
                                        null)),
                bad(
                        "prefix",
                        () ->
                                new EventQuery(
                                        List.of(),
                                        List.of("a.*.b"),
                                        List.of(),
                                        null,
                                        null,
                                        null,
                                        null)),
                bad(
                        "until is before since",
                        () ->
                                new EventQuery(
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Instant.EPOCH,
                                        Instant.EPOCH.minusSeconds(1),
                                        null,
                                        null)),
                bad("actor", () -> Writer.of("")));
    }

    private static Remember confident(double confidence) {
        return new Remember(
                "x",
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                Validity.ALWAYS,
                null,
                confidence);
    }

    private static AddNode node(String type, String name) {
        return new AddNode(type, name, Json.empty(), null, null, Validity.ALWAYS);
    }

    private static Arguments bad(String said, ThrowingCallable request) {
        return Arguments.of(said, request);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void bad_input_is_refused_by_name(String said, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID))
                .hasMessageContaining(said);
    }
}
