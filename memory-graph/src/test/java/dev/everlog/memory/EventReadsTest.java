package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.PAGE;
import static dev.everlog.memory.TestMemory.asOf;
import static dev.everlog.memory.TestMemory.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.EventQuery.Op;
import dev.everlog.memory.EventQuery.PayloadFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EventReadsTest {
    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    private static EventQuery query(
            List<String> subjects, List<String> types, PayloadFilter... payload) {
        return new EventQuery(subjects, types, List.of(payload), null, null, null, null);
    }

    private List<Long> positions(EventQuery query) {
        return test.memory.events(query, PAGE, Vantage.NOW).items().stream()
                .map(e -> e.position().value())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void pages_are_pinned_while_others_write(PageRequest.Order order) {
        for (int i = 0; i < 25; i++) {
            test.ingest("order/" + i % 3, "order.placed", data -> {});
        }
        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<StoredEvent> page =
                    test.memory.events(
                            EventQuery.ALL, new PageRequest(10, cursor, order), Vantage.NOW);
            page.items().forEach(event -> seen.add(event.position().value()));
            assertThat(page.position()).isEqualTo(new Position(25));
            cursor = page.nextCursor();
            test.ingest("order/0", "order.placed", data -> {});
            hideFirstVisible();
        } while (cursor != null);

        List<Long> expected = new ArrayList<>(LongStream.rangeClosed(1, 25).boxed().toList());
        assertThat(seen).isEqualTo(order == PageRequest.Order.ASC ? expected : expected.reversed());
    }

    private void hideFirstVisible() {
        Position first =
                test.memory
                        .events(
                                EventQuery.ALL,
                                new PageRequest(1, null, PageRequest.Order.ASC),
                                Vantage.NOW)
                        .items()
                        .getFirst()
                        .position();
        test.memory.hide(
                new HideEvents(List.of(first), null, Scope.ALL, "a test", Consent.GO), ADA);
    }

    @Test
    void a_cursor_keeps_the_times_of_its_first_page() {
        for (int i = 0; i < 4; i++) {
            test.ingest("a/1", "a.done", data -> {});
        }
        Instant since =
                test.memory
                        .events(EventQuery.ALL, PAGE, Vantage.NOW)
                        .items()
                        .get(1)
                        .event()
                        .occurredAt();
        EventQuery first = new EventQuery(List.of(), List.of(), List.of(), since, null, null, null);
        EventQuery later =
                new EventQuery(
                        List.of(), List.of(), List.of(), since.plusSeconds(3600), null, null, null);

        Page<StoredEvent> page =
                test.memory.events(
                        first, new PageRequest(2, null, PageRequest.Order.DESC), Vantage.NOW);
        Page<StoredEvent> next =
                test.memory.events(
                        later,
                        new PageRequest(2, page.nextCursor(), PageRequest.Order.DESC),
                        Vantage.NOW);

        assertThat(next.items()).extracting(e -> e.position().value()).containsExactly(2L);
    }

    @Test
    void a_cursor_of_another_query_is_refused() {
        test.ingest("a/1", "a.done", data -> {});
        test.ingest("a/1", "a.done", data -> {});
        String cursor =
                test.memory
                        .events(
                                EventQuery.ALL,
                                new PageRequest(1, null, PageRequest.Order.ASC),
                                Vantage.NOW)
                        .nextCursor();

        for (String bad : List.of(cursor, "nonsense", "1.1.1.1.ffffffff")) {
            assertThatThrownBy(() ->
                            test.memory.events(
                                    query(List.of("a/2"), List.of()),
                                    new PageRequest(1, bad, PageRequest.Order.ASC),
                                    Vantage.NOW))
                    .isInstanceOfSatisfying(
                            MemoryException.class,
                            e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID));
        }
    }

    @Test
    void subjects_types_sessions_and_actors_narrow_a_query() {
        test.ingest("order/1", "order.placed", data -> {});
        test.ingest("order/2", "order.shipped", data -> {});
        test.ingest("person/1", "person.born", data -> {});
        test.memory.ingest(
                new Ingest(List.of(item("order/1", "order.paid", data -> {}))),
                Writer.of("grace").session("s1"));

        assertThat(positions(query(List.of("order/1"), List.of()))).containsExactly(1L, 4L);
        assertThat(positions(query(List.of("order/*"), List.of()))).containsExactly(1L, 2L, 4L);
        assertThat(positions(query(List.of("order/2", "person/1"), List.of())))
                .containsExactly(2L, 3L);
        assertThat(positions(query(List.of(), List.of("order.p*")))).containsExactly(1L, 4L);
        assertThat(
                        positions(
                                new EventQuery(
                                        List.of(), List.of(), List.of(), null, null, "s1", null)))
                .containsExactly(4L);
        assertThat(
                        positions(
                                new EventQuery(
                                        List.of(), List.of(), List.of(), null, null, null, "ada")))
                .containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @CsvSource({"EQ,10,1", "NE,10,1", "LT,11,1", "LE,10,1", "GT,10.5,1", "GE,10,2"})
    void numbers_in_the_data_are_compared_as_numbers(Op op, double value, int hits) {
        test.ingest("order/1", "order.placed", data -> data.putObject("sum").put("net", 10));
        test.ingest("order/2", "order.placed", data -> data.putObject("sum").put("net", 11.0));

        PayloadFilter filter = new PayloadFilter("sum.net", op, Json.MAPPER.valueToTree(value));
        assertThat(positions(query(List.of(), List.of(), filter))).hasSize(hits);
    }

    @Test
    void texts_and_lists_in_the_data_are_searched() {
        test.ingest(
                "a/1",
                "a.done",
                data -> data.put("by", "Grace Hopper").putArray("tags").add("x").add("y"));
        test.ingest("a/2", "a.done", data -> data.put("by", "Ada").putArray("tags").add("z"));

        assertThat(positions(query(List.of(), List.of(), filter("by", Op.CONTAINS, "Hop"))))
                .containsExactly(1L);
        assertThat(positions(query(List.of(), List.of(), filter("tags", Op.CONTAINS, "z"))))
                .containsExactly(2L);
        assertThat(positions(query(List.of(), List.of(), filter("tags.1", Op.EQ, "y"))))
                .containsExactly(1L);
        assertThat(
                        positions(
                                query(
                                        List.of(),
                                        List.of(),
                                        filter("by", Op.IN, List.of("Ada", "Bob")))))
                .containsExactly(2L);
        assertThat(positions(query(List.of(), List.of(), filter("by", Op.LT, 5)))).isEmpty();
    }

    private static PayloadFilter filter(String path, Op op, Object value) {
        return new PayloadFilter(path, op, Json.MAPPER.valueToTree(value));
    }

    @Test
    void a_time_means_the_last_event_recorded_until_then() {
        test.ingest("a/1", "a.done", data -> data.put("n", 1));
        StoredEvent first =
                test.memory.events(EventQuery.ALL, PAGE, Vantage.NOW).items().getFirst();
        test.ingest("a/1", "a.done", data -> data.put("n", 2));

        Vantage then = Vantage.NOW.asOf(new AsOf.Time(first.recordedAt()));
        assertThat(test.memory.read(then, Reading::position)).isEqualTo(new Position(1));
        assertThat(
                        test.memory.read(
                                Vantage.NOW.asOf(new AsOf.Time(first.recordedAt().minusMillis(1))),
                                Reading::position))
                .isEqualTo(Position.NONE);
    }

    @Test
    void a_position_after_the_end_is_refused() {
        assertThatThrownBy(() -> test.texts(asOf(new Position(9))))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID))
                .hasMessageContaining("e9");
    }

    @Test
    void a_state_is_folded_as_the_merge_says() {
        test.ingest(
                "a/1", "a.done", data -> data.put("x", 1).putObject("in").put("p", 1).put("q", 1));
        test.ingest("a/1", "a.done", data -> data.putNull("x").putObject("in").put("p", 2));

        assertThat(state(Reconstruct.Merge.DEEP)).isEqualTo("{\"in\":{\"p\":2,\"q\":1}}");
        assertThat(state(Reconstruct.Merge.SHALLOW)).isEqualTo("{\"in\":{\"p\":2}}");
        assertThat(state(Reconstruct.Merge.REPLACE)).isEqualTo("{\"x\":null,\"in\":{\"p\":2}}");
    }

    private String state(Reconstruct.Merge merge) {
        return test.memory
                .reconstruct(new Reconstruct("a/1", merge, true), Vantage.NOW)
                .state()
                .toString();
    }

    @Test
    void a_state_leaves_hidden_events_out_and_counts_them() {
        test.ingest("a/1", "a.done", data -> data.put("x", 1));
        Ingest.Result second = test.ingest("a/1", "a.done", data -> data.put("x", 2));
        test.memory.hide(
                new HideEvents(
                        List.of(second.receipt().last()), null, Scope.ALL, "wrong", Consent.GO),
                ADA);

        Reconstruct.Result now =
                test.memory.reconstruct(
                        new Reconstruct("a/1", Reconstruct.Merge.DEEP, true), Vantage.NOW);

        assertThat(now.state().toString()).isEqualTo("{\"x\":1}");
        assertThat(List.of(now.applied(), now.hidden(), now.history().size()))
                .containsExactly(1, 1, 1);
        assertThat(now.version()).isEqualTo(2);
    }

    @Test
    void a_state_that_was_asked_for_before_is_still_that_of_the_moment_it_is_asked_of() {
        var first = test.ingest("a/1", "a.done", data -> data.put("x", 1)).receipt().last();
        var second = test.ingest("a/1", "a.done", data -> data.put("y", 2)).receipt().last();
        for (int again = 0; again < 2; again++) {
            assertThat(stateAsOf(Vantage.NOW)).isEqualTo("{\"x\":1,\"y\":2}");
            assertThat(stateAsOf(asOf(first))).isEqualTo("{\"x\":1}");
            assertThat(stateAsOf(asOf(second))).isEqualTo("{\"x\":1,\"y\":2}");
        }
        test.memory.hide(new HideEvents(List.of(first), null, Scope.ALL, "wrong", Consent.GO), ADA);
        assertThat(stateAsOf(Vantage.NOW)).isEqualTo("{\"y\":2}");
        assertThat(stateAsOf(asOf(second))).isEqualTo("{\"x\":1,\"y\":2}");
        assertThat(stateAsOf(Vantage.NOW)).isEqualTo("{\"y\":2}");
        test.ingest("a/1", "a.done", data -> data.put("z", 3));
        assertThat(stateAsOf(Vantage.NOW)).isEqualTo("{\"y\":2,\"z\":3}");
    }

    private String stateAsOf(Vantage vantage) {
        var request = new Reconstruct("a/1", Reconstruct.Merge.DEEP, false);
        return test.memory.reconstruct(request, vantage).state().toString();
    }

    @Test
    void a_timeline_tells_steps_gaps_and_buckets() {
        Instant monday = Instant.parse("2026-03-02T10:00:00Z");
        for (Instant at :
                List.of(monday, monday.plusSeconds(3600), monday.plus(Duration.ofDays(8)))) {
            test.memory.ingest(
                    new Ingest(
                            List.of(
                                    new Ingest.Item(
                                            null,
                                            "a.done",
                                            "a/1",
                                            Json.empty(),
                                            at,
                                            null,
                                            null,
                                            null))),
                    ADA);
        }

        Timeline.Result story =
                test.memory.timeline(
                        new Timeline("a/1", null, null, Timeline.Bucket.WEEK),
                        new PageRequest(2, null, PageRequest.Order.DESC),
                        Vantage.NOW);

        assertThat(story.total()).isEqualTo(3);
        assertThat(story.steps().items())
                .extracting(Timeline.Step::sincePrevious)
                .containsExactly(Duration.ofDays(8).minusHours(1), Duration.ofHours(1));
        assertThat(story.counts())
                .containsExactly(
                        new Timeline.Count(Instant.parse("2026-03-02T00:00:00Z"), 2),
                        new Timeline.Count(Instant.parse("2026-03-09T00:00:00Z"), 1));
    }

    @Test
    void an_unknown_subject_is_refused_and_a_hidden_one_is_told_to_be_hidden() {
        assertThatThrownBy(() ->
                        test.memory.timeline(
                                new Timeline("a/1", null, null, null), PAGE, Vantage.NOW))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.NOT_FOUND));
        Ingest.Result done = test.ingest("a/1", "a.done", data -> {});
        test.memory.hide(
                new HideEvents(
                        List.of(done.receipt().last()), null, Scope.ALL, "wrong", Consent.GO),
                ADA);
        assertThatThrownBy(() ->
                        test.memory.timeline(
                                new Timeline("a/1", null, null, null), PAGE, Vantage.NOW))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.hint()).contains("1 events about it are hidden"));
    }

    @Test
    void counts_are_exact_and_of_the_scope() {
        test.memory.ingest(
                new Ingest(
                        List.of(
                                item("a/1", "a.done", d -> {}),
                                item("a/2", "a.done", d -> {}),
                                item("b/1", "b.done", d -> {}))),
                ADA.project("p"));
        test.ingest("c/1", "c.done", data -> {});

        LogStats all = test.memory.logStats(Vantage.NOW);
        assertThat(all.byType())
                .containsExactly(
                        Map.entry("a.done", 2L), Map.entry("b.done", 1L), Map.entry("c.done", 1L));
        assertThat(all.subjects()).isEqualTo(4);
        assertThat(test.memory.logStats(Vantage.NOW.in(new Scope("q"))).events()).isEqualTo(1);
    }
}
