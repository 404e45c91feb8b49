package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.SchemaMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryEventCodecTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456789Z");

    static Stream<MemoryEvent> events() {
        return Stream.of(
                new MemoryEvent.Remembered(
                        "text \"é\" 🍵\n",
                        MemoryKind.FACT,
                        "k",
                        List.of(new MemoryEvent.Link("a/1", "A", List.of("b/1"))),
                        new MemoryEvent.Link("person/x", "X", List.of()),
                        List.of("t"),
                        TIME,
                        null,
                        "s",
                        0.5,
                        List.of(
                                new MemoryEvent.Near(7, 0.75, null),
                                new MemoryEvent.Near(8, 1, "no"))),
                new MemoryEvent.Remembered(
                        "t",
                        MemoryKind.NOTE,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        List.of()),
                new MemoryEvent.NodeRecorded(
                        "person", "Ada", Json.empty().put("a", 1).putNull("b"), "text", null, TIME),
                new MemoryEvent.EdgeRecorded(
                        "a/1", "r", "b/1", 2, 0.25, Json.empty(), TIME, TIME, true),
                new MemoryEvent.EdgeClosed("a/1", "r", "b/1", 1, TIME, "c/1"),
                new MemoryEvent.EventsHidden(
                        List.of(1L, 3_000_000_000L),
                        "why",
                        List.of("n/1"),
                        List.of(4L),
                        List.of(2L),
                        true),
                new MemoryEvent.EventsRestored(List.of(1L), "why", 9L, List.of(8L)),
                new MemoryEvent.Consolidated("c1", "why", List.of(1L), 2),
                new MemoryEvent.RecallServed("memory_recall", "what?", 7, List.of(3L, 1L)),
                new MemoryEvent.RecallServed("memory_context", null, 7, List.of()),
                new MemoryEvent.ProjectionRemoved("people"),
                new MemoryEvent.SessionStarted("plan", "monday"),
                new MemoryEvent.SessionStarted(null, null),
                new MemoryEvent.SchemaRegistered(
                        "order.placed",
                        Json.empty().put("type", "object"),
                        SchemaMode.ENFORCE,
                        Compatibility.FULL),
                new MemoryEvent.ProjectionDefined(
                        "people", "person_profile", Template.PERSON_PROFILE.definition()),
                new MemoryEvent.ProjectionDefined(
                        "likes", null, Template.PREFERENCE_SET.definition()),
                new MemoryEvent.Embedded(
                        7, "m", List.of(0.1f, -1 / 3f, 1e-30f, Float.MIN_VALUE, 1f), "tea"),
                new MemoryEvent.Embedded(3_000_000_000L, "m", List.of(1f), null),
                new MemoryEvent.SchemaRegistered(
                        "order.placed", Json.empty(), SchemaMode.OFF, Compatibility.NONE));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_is_read_as_it_was_written(MemoryEvent event) {
        String data = MemoryEventCodec.data(event);

        Event written =
                new Event(
                        new UUID(0, 1),
                        "a/1",
                        MemoryEventCodec.type(event),
                        TIME,
                        data,
                        Origin.of("t", "a"),
                        null);
        assertThat(MemoryEventCodec.decode(new StoredEvent(written, new Position(1), 1, TIME)))
                .isEqualTo(event);
    }

    @Test
    void every_kind_of_event_is_tested_here() {
        assertThat(events().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(MemoryEvent.class.getPermittedSubclasses());
    }

    @Test
    void an_event_of_somebody_else_is_none_of_ours() {
        Event written =
                new Event(
                        new UUID(0, 1),
                        "a/1",
                        "order.placed",
                        TIME,
                        "{}",
                        Origin.of("t", "a"),
                        null);

        assertThat(MemoryEventCodec.decode(new StoredEvent(written, new Position(1), 1, TIME)))
                .isNull();
    }

    @Test
    void what_is_absent_is_left_out() {
        MemoryEvent event =
                new MemoryEvent.Remembered(
                        "t",
                        MemoryKind.NOTE,
                        null,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        List.of());

        assertThat(MemoryEventCodec.data(event)).isEqualTo("{\"text\":\"t\",\"kind\":\"NOTE\"}");
    }
}
