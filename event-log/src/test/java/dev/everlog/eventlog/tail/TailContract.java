package dev.everlog.eventlog.tail;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.event;
import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendCondition.SubjectAtVersion;
import dev.everlog.eventlog.AppendCondition.Unchanged;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.AlreadyThere;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.AppendResult.Conflict;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every tail does. */
public abstract class TailContract {
    protected final TestClock clock = TestClock.atNoon();
    protected Tail tail;

    /** A new, empty tail. */
    protected abstract Tail open(InstantSource clock) throws Exception;

    @BeforeEach
    void openTail() throws Exception {
        tail = open(clock);
    }

    @AfterEach
    void closeTail() {
        tail.close();
    }

    private AppendResult append(Event... events) {
        return tail.append(List.of(events), AppendCondition.always());
    }

    private static Position at(long value) {
        return new Position(value);
    }

    @Test
    void positions_count_from_one_without_gaps_and_versions_count_per_subject() {
        assertThat(tail.end()).isEqualTo(Position.NONE);
        append(event("person/ada", "{}"), event("person/bob", "{}"), event("person/ada", "{}"));
        append(event("person/ada", "{}"));

        List<StoredEvent> events = drain(tail.read(Position.NONE));
        assertThat(events).extracting(e -> e.position().value()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events).extracting(StoredEvent::version).containsExactly(1L, 1L, 2L, 3L);
        assertThat(tail.end()).isEqualTo(at(4));
    }

    @Test
    void what_was_appended_is_read_back_to_the_letter() {
        Event event =
                event(
                        "person/zoë ☕",
                        "{\"text\":\"naïve \\u0000 日本語 🙂\"}",
                        new IdempotencyKey("k", "d"));
        append(event);
        assertThat(drain(tail.read(Position.NONE)).getFirst().event()).isEqualTo(event);
    }

    @Test
    void a_reader_begins_anywhere_and_finds_what_comes_later() {
        append(numbered(1), numbered(2), numbered(3));
        try (var cursor = tail.read(at(1))) {
            assertThat(cursor.next()).extracting(StoredEvent::position).isEqualTo(at(2));
            assertThat(cursor.next()).extracting(StoredEvent::position).isEqualTo(at(3));
            assertThat(cursor.next()).isNull();
            append(numbered(4));
            assertThat(cursor.next()).extracting(StoredEvent::position).isEqualTo(at(4));
        }
    }

    @Test
    void the_same_idempotency_key_gives_the_first_result_again() {
        IdempotencyKey key = new IdempotencyKey("order-17", "digest");
        append(event("order/17", "{}", key), event("order/17", "{}", key));
        append(numbered(1));
        assertThat(append(event("order/17", "{\"other\":1}", key)))
                .isEqualTo(new AlreadyThere(at(1), at(2)));
        assertThat(tail.end()).isEqualTo(at(3));
    }

    @Test
    void the_same_idempotency_key_for_another_request_is_a_conflict() {
        append(event("order/17", "{}", new IdempotencyKey("order-17", "digest")));
        assertThat(append(event("order/17", "{}", new IdempotencyKey("order-17", "another"))))
                .isInstanceOfSatisfying(
                        Conflict.class, c -> assertThat(c.position()).isEqualTo(at(1)));
    }

    @Test
    void the_same_ids_append_nothing_and_other_content_under_them_is_a_conflict() {
        Event event = event("order/17", "{\"a\":1}");
        append(event);
        Event other =
                new Event(
                        event.id(),
                        "order/17",
                        event.type(),
                        event.occurredAt(),
                        "{}",
                        event.origin(),
                        null);
        assertThat(append(event)).isEqualTo(new AlreadyThere(at(1), at(1)));
        assertThat(append(other)).isInstanceOf(Conflict.class);
        assertThat(append(event, numbered(1))).isInstanceOf(Conflict.class);
        assertThat(tail.end()).isEqualTo(at(1));
    }

    @Test
    void an_event_is_found_by_its_id() {
        Event event = event("order/17", "{\"a\":1}");
        append(numbered(1), event, numbered(2));

        assertThat(tail.find(event.id()))
                .isEqualTo(drain(tail.read(at(1))).getFirst())
                .extracting(StoredEvent::event)
                .isEqualTo(event);
        assertThat(tail.find(new UUID(7, 7))).isNull();
    }

    @Test
    void a_copy_keeps_place_and_time_and_goes_nowhere_else() {
        Instant then = Instant.parse("2001-02-03T04:05:06.000007Z");
        Event event = event("order/17", "{}");
        assertThat(tail.append(List.of(event), new AppendCondition.Copy(at(1), then)))
                .isEqualTo(new Appended(at(1), at(1)));
        assertThat(drain(tail.read(Position.NONE)).getFirst().recordedAt()).isEqualTo(then);

        AppendCondition gap = new AppendCondition.Copy(at(3), then);
        assertThat(tail.append(List.of(numbered(2)), gap)).isInstanceOf(Conflict.class);
        AppendCondition taken = new AppendCondition.Copy(at(1), then);
        assertThat(tail.append(List.of(numbered(2)), taken)).isInstanceOf(Conflict.class);
        assertThat(tail.end()).isEqualTo(at(1));
    }

    @Test
    void an_expected_version_that_does_not_hold_tells_the_actual_one() {
        append(event("order/17", "{}"), event("order/17", "{}"));
        assertThat(
                        tail.append(
                                List.of(event("order/17", "{}")),
                                new SubjectAtVersion("order/17", 1)))
                .isInstanceOfSatisfying(
                        Conflict.class, c -> assertThat(c.actualVersion()).isEqualTo(2));
        assertThat(
                        tail.append(
                                List.of(event("order/17", "{}")),
                                new SubjectAtVersion("order/17", 2)))
                .isInstanceOf(Appended.class);
    }

    @Test
    void a_decision_is_refused_when_its_subject_has_changed_since() {
        append(event("order/17", "{}"));
        append(event("order/18", "{}"));
        assertThat(
                        tail.append(
                                List.of(event("order/17", "{}")),
                                new Unchanged(Set.of("order/17"), at(1))))
                .isInstanceOf(Appended.class);
        assertThat(
                        tail.append(
                                List.of(event("order/17", "{}")),
                                new Unchanged(Set.of("order/17"), at(1))))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void a_batch_is_bounded_and_of_one_piece() {
        assertThatIllegalArgumentException().isThrownBy(() -> append());
        Event event = numbered(1);
        assertThatIllegalArgumentException().isThrownBy(() -> append(event, event));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        append(
                                IntStream.range(0, Tail.MAX_BATCH + 1)
                                        .mapToObj(n -> numbered(n))
                                        .toArray(Event[]::new)));
        assertThat(tail.end()).isEqualTo(Position.NONE);
    }

    @Test
    void transaction_time_never_runs_backwards() {
        append(numbered(1));
        clock.move(Duration.ofHours(-26));
        append(numbered(2));
        clock.move(Duration.ofHours(52));
        append(numbered(3));
        List<Instant> times =
                drain(tail.read(Position.NONE)).stream().map(StoredEvent::recordedAt).toList();
        assertThat(times).isSorted();
        assertThat(times.get(2)).isAfter(times.get(1));
    }

    @Test
    void writers_in_many_threads_lose_nothing() throws Exception {
        List<Thread> writers = new ArrayList<>();
        List<AppendResult> results = Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 8; t++) {
            int thread = t;
            writers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 50; i++) {
                                    results.add(
                                            append(event("writer/" + thread, "{\"i\":" + i + "}")));
                                }
                            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(results)
                .hasSize(400)
                .allSatisfy(r -> assertThat(r).isInstanceOf(Appended.class));
        assertThat(drain(tail.read(Position.NONE)))
                .extracting(e -> e.position().value())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 400).boxed().toList());
    }

    @Test
    void waiting_ends_with_the_next_event_or_with_the_time() throws Exception {
        assertThat(tail.awaitAfter(Position.NONE, Duration.ofMillis(20))).isEqualTo(Position.NONE);
        Thread.ofVirtual().start(() -> append(numbered(1)));
        assertThat(tail.awaitAfter(Position.NONE, Duration.ofSeconds(10))).isEqualTo(at(1));
    }

    @Test
    void a_closed_tail_says_so() {
        tail.close();
        assertThatThrownBy(() -> append(numbered(1)))
                .isInstanceOfSatisfying(
                        LogException.class,
                        e -> assertThat(e.kind()).isEqualTo(LogException.Kind.CLOSED));
    }
}
