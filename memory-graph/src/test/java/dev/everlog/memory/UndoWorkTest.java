package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.eventlog.tail.Snapshots;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UndoWorkTest {
    private static final Writer WRONG = Writer.of("bob").session("wrong");
    private static final Writer RIGHT = ADA.session("right");
    private static final Position FAR = new Position(1_000_000);
    private static final int OPERATIONS = 60;
    private static final int LIVES = 25;

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private static UndoWork of(String session, Consent consent) {
        EventQuery which =
                new EventQuery(List.of(), List.of(), List.of(), null, null, session, null);
        return new UndoWork(which, Position.NONE, FAR, Scope.ALL, "a test", consent);
    }

    private static UndoWork.Result undo(TestMemory test, String session) {
        UndoWork.Result preview = of(session, Consent.DRY_RUN).in(test.memory, ADA);
        return of(session, new Consent(false, preview.confirmToken())).in(test.memory, ADA);
    }

    static Stream<Long> seeds() {
        return IntStream.range(0, LIVES).mapToObj(i -> 4_100L + i);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void
            afterwards_every_read_is_as_if_the_session_had_never_written_and_undoing_that_brings_all_back(
                    long seed) {
        RandomLife.live(test, new Random(seed), OPERATIONS, List.of(WRONG, RIGHT, RIGHT));
        List<String> before = VisibleState.of(test);
        Position life = test.memory.position();

        UndoWork.Result undone = undo(test, "wrong");

        try (TestMemory never = withoutWork(test, life)) {
            assertThat(VisibleState.of(test)).isEqualTo(VisibleState.of(never));
        }
        test.restore(Objects.requireNonNull(undone.undo()));
        assertThat(VisibleState.of(test)).isEqualTo(before);
        undo(test, "wrong");
        try (TestMemory never = withoutWork(test, life)) {
            assertThat(VisibleState.of(test)).isEqualTo(VisibleState.of(never));
        }
    }

    /** What the others wrote, at the same positions: in the place of the session's events there is nothing to see. */
    private static TestMemory withoutWork(TestMemory test, Position life) {
        TestMemory.TestClock clock = new TestMemory.TestClock();
        TestMemory never = new TestMemory(clock, new InMemoryTail(clock), 7, Snapshots.NONE);
        try (EventCursor cursor = test.tail.read(Position.NONE)) {
            for (StoredEvent at = cursor.next(); at != null; at = cursor.next()) {
                Event event = at.event();
                boolean work =
                        "wrong".equals(event.origin().session())
                                && !MemoryEventCodec.isRule(event.type());
                boolean undo = at.position().isAfter(life);
                never.clock.set(at.recordedAt());
                never.tail.append(
                        List.of(work || undo ? nothing(at) : event), AppendCondition.always());
            }
        }
        EventQuery fillers =
                new EventQuery(List.of("filler/*"), List.of(), List.of(), null, null, null, null);
        HideEvents hide = new HideEvents(List.of(), fillers, Scope.ALL, "never", Consent.DRY_RUN);
        String token = never.memory.hide(hide, ADA).confirmToken();
        never.memory.hide(
                new HideEvents(List.of(), fillers, Scope.ALL, "never", new Consent(false, token)),
                ADA);
        return never;
    }

    private static Event nothing(StoredEvent instead) {
        Origin origin = instead.event().origin();
        return new Event(
                instead.event().id(),
                "filler/" + instead.position().value(),
                "filler.set",
                instead.event().occurredAt(),
                "{}",
                origin,
                null);
    }

    @Test
    void the_preview_counts_and_names_what_goes_what_comes_back_and_what_others_built_on_it() {
        test.memory.remember(TestMemory.keyed("tea", "Ada prefers tea"), RIGHT);
        Position kept =
                test.memory.remember(TestMemory.keyed("cake", "No cake"), RIGHT).receipt().last();
        test.memory.hide(new HideEvents(List.of(kept), null, Scope.ALL, "r", Consent.GO), WRONG);
        test.memory.remember(TestMemory.keyed("tea", "Ada prefers mate"), WRONG);
        test.memory.addNode(
                new AddNode("person", "Zoe", Json.empty(), null, null, Validity.ALWAYS), WRONG);
        test.memory.remember(TestMemory.about("Zoe called", "Zoe"), RIGHT);
        long end = test.memory.position().value();

        UndoWork.Result preview = of("wrong", Consent.DRY_RUN).in(test.memory, ADA);

        assertThat(test.memory.position().value()).isEqualTo(end);
        assertThat(preview.hidden()).containsExactly(new Position(4), new Position(5));
        assertThat(preview.shown()).containsExactly(kept);
        assertThat(preview.gone()).extracting(NodeRow::key).containsExactly("person/zoe");
        assertThat(preview.back()).extracting(NodeRow::key).containsExactly("memory/cake");
        assertThat(preview.changed()).extracting(NodeRow::key).containsExactly("memory/tea");
        assertThat(preview.changed().getFirst().text().text()).isEqualTo("Ada prefers tea");
        assertThat(preview.conflicts()).containsExactly("e6 links to n3, which is gone with it");
        assertThatThrownBy(() -> of("wrong", Consent.GO).in(test.memory, ADA))
                .hasMessageContaining("no confirm_token");
    }

    @Test
    void what_others_wrote_about_the_same_later_stays_and_is_told() {
        test.memory.remember(TestMemory.keyed("tea", "Ada prefers mate"), WRONG);
        test.memory.remember(TestMemory.keyed("tea", "Ada prefers green tea"), RIGHT);

        assertThat(undo(test, "wrong").conflicts())
                .containsExactly("e2 memory/tea was written on top of it and stays");
        assertThat(test.texts(Vantage.NOW)).containsExactly("Ada prefers green tea");
    }

    @Test
    void a_span_of_the_log_is_undone_whoever_wrote_in_it_and_rules_are_kept() {
        test.remember("before");
        Position after = test.memory.position();
        test.memory.remember(TestMemory.about("by one"), WRONG);
        test.memory.remember(TestMemory.about("by another"), RIGHT);
        test.memory.defineProjection(DefineProjection.of("people", Template.PERSON_PROFILE), RIGHT);
        Position through = test.memory.position();
        test.remember("afterwards");
        UndoWork dry =
                new UndoWork(EventQuery.ALL, after, through, Scope.ALL, "a test", Consent.DRY_RUN);

        UndoWork.Result preview = dry.in(test.memory, ADA);
        new UndoWork(
                        EventQuery.ALL,
                        after,
                        through,
                        Scope.ALL,
                        "a test",
                        Consent.confirmed(preview.confirmToken()))
                .in(test.memory, ADA);

        assertThat(preview.kept()).singleElement().asString().startsWith("e4: a rule");
        assertThat(test.texts(Vantage.NOW)).containsExactly("before", "afterwards");
        assertThat(test.texts(TestMemory.asOf(through))).hasSize(3);
    }
}
