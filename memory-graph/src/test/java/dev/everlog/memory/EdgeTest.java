package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static dev.everlog.memory.TestMemory.asOf;
import static dev.everlog.memory.TestMemory.edgeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.graph.Direction;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EdgeTest {
    private static final Instant Y2010 = Instant.parse("2010-01-01T00:00:00Z");
    private static final Instant Y2015 = Instant.parse("2015-01-01T00:00:00Z");
    private static final Instant Y2020 = Instant.parse("2020-01-01T00:00:00Z");

    private final TestMemory test = new TestMemory();

    @BeforeEach
    void nodes() {
        test.node("person", "Ada");
        test.node("company", "Acme");
        test.node("company", "Globex");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void an_edge_leads_from_source_to_target() {
        test.edge("Ada", "knows", "company/acme");

        assertThat(test.edges("Acme", Vantage.NOW))
                .containsExactly("person/ada knows company/acme");
    }

    @Test
    void the_same_edge_again_is_an_update_that_keeps_what_is_not_said() {
        AddEdge first =
                new AddEdge(
                        "Ada",
                        "Acme",
                        "knows",
                        Json.empty().put("since", 1990).put("how", "school"),
                        0.5,
                        Validity.ALWAYS,
                        null);
        test.memory.addEdge(first, ADA);

        AddEdge.Result again =
                test.memory.addEdge(
                        new AddEdge(
                                "Ada",
                                "Acme",
                                "knows",
                                Json.empty().put("how", "work"),
                                null,
                                Validity.ALWAYS,
                                null),
                        ADA);

        assertThat(again.outcome()).isEqualTo(AddEdge.Outcome.UPDATED);
        assertThat(again.edge().weight()).isEqualTo(0.5);
        assertThat(again.edge().properties())
                .isEqualTo(Json.empty().put("since", 1990).put("how", "work"));
        assertThat(test.edges("Ada", Vantage.NOW)).hasSize(1);
    }

    @Test
    void a_functional_relation_ends_the_older_edge_where_the_new_one_begins() {
        test.memory.addEdge(edgeOf("Ada", "works_at", "Acme", new Validity(Y2010, null)), ADA);

        AddEdge.Result moved =
                test.memory.addEdge(
                        edgeOf("Ada", "works_at", "Globex", new Validity(Y2015, null)), ADA);

        assertThat(moved.closed()).hasSize(1);
        assertThat(moved.closed().getFirst().validity()).isEqualTo(new Validity(Y2010, Y2015));
        assertThat(test.edges("Ada", Vantage.NOW.validAt(Y2015.minusSeconds(1))))
                .containsExactly("person/ada works_at company/acme");
        assertThat(test.edges("Ada", Vantage.NOW.validAt(Y2015)))
                .containsExactly("person/ada works_at company/globex");
        assertThat(test.memory.memoryStats(Vantage.NOW).openContradictions()).isZero();
    }

    @Test
    void a_functional_edge_that_lies_before_a_known_one_ends_where_that_begins() {
        test.memory.addEdge(edgeOf("Ada", "works_at", "Globex", new Validity(Y2015, null)), ADA);

        AddEdge.Result earlier =
                test.memory.addEdge(
                        edgeOf("Ada", "works_at", "Acme", new Validity(Y2010, null)), ADA);

        assertThat(earlier.closed()).isEmpty();
        assertThat(earlier.edge().validity()).isEqualTo(new Validity(Y2010, Y2015));
    }

    @Test
    void coming_back_begins_another_stint_and_the_first_one_stays_in_the_past() {
        test.memory.addEdge(edgeOf("Ada", "works_at", "Acme", new Validity(Y2010, null)), ADA);
        test.memory.addEdge(edgeOf("Ada", "works_at", "Globex", new Validity(Y2015, null)), ADA);

        test.memory.addEdge(edgeOf("Ada", "works_at", "Acme", new Validity(Y2020, null)), ADA);

        assertThat(test.edges("Ada", Vantage.NOW.validAt(Y2010)))
                .containsExactly("person/ada works_at company/acme");
        assertThat(test.edges("Ada", Vantage.NOW.validAt(Y2015)))
                .containsExactly("person/ada works_at company/globex");
        assertThat(test.edges("Ada", Vantage.NOW.validAt(Y2020)))
                .containsExactly("person/ada works_at company/acme");
    }

    @Test
    void without_times_a_functional_relation_changes_now() {
        AddEdge.Result first = test.edge("Ada", "lives_in", "Acme");

        AddEdge.Result second = test.edge("Ada", "lives_in", "Globex");

        assertThat(first.edge().validity()).isEqualTo(Validity.ALWAYS);
        assertThat(second.closed()).hasSize(1);
        assertThat(second.edge().validity().from())
                .isEqualTo(second.closed().getFirst().validity().to());
    }

    @Test
    void an_ordinary_relation_may_have_several_targets() {
        test.edge("Ada", "knows", "Acme");

        assertThat(test.edge("Ada", "knows", "Globex").closed()).isEmpty();
        assertThat(test.edges("Ada", Vantage.NOW)).hasSize(2);
    }

    @Test
    void what_a_caller_says_about_a_relation_holds_from_then_on() {
        AddEdge functional =
                new AddEdge("Ada", "Acme", "plays_for", Json.empty(), null, Validity.ALWAYS, true);
        test.memory.addEdge(functional, ADA);

        assertThat(test.edge("Ada", "plays_for", "Globex").closed()).hasSize(1);
    }

    @Test
    void forgetting_the_new_edge_lets_the_old_one_go_on() {
        test.edge("Ada", "works_at", "Acme");
        AddEdge.Result wrong = test.edge("Ada", "works_at", "Globex");

        Forget.Result gone = test.forget(wrong.edge().handle());

        assertThat(gone.edges()).extracting(EdgeRow::targetKey).containsExactly("company/globex");
        Instant later = TestMemory.START.plusSeconds(100_000);
        assertThat(test.edges("Ada", Vantage.NOW.validAt(later)))
                .containsExactly("person/ada works_at company/acme");
        test.restore(gone.undo());
        assertThat(test.edges("Ada", Vantage.NOW.validAt(later)))
                .containsExactly("person/ada works_at company/globex");
    }

    @Test
    void an_edge_is_seen_from_the_position_at_which_it_was_added() {
        AddEdge.Result edge = test.edge("Ada", "knows", "Acme");

        assertThat(test.edges("Ada", asOf(edge.receipt().first()))).hasSize(1);
        assertThat(test.edges("Ada", asOf(new Position(edge.receipt().first().value() - 1))))
                .isEmpty();
    }

    @Test
    void eight_writers_of_a_functional_relation_leave_one_valid_target()
            throws InterruptedException {
        List<Thread> threads =
                IntStream.range(0, 8)
                        .mapToObj(number ->
                                new Thread(() -> {
                                    for (int i = 0; i < 10; i++) {
                                        test.edge(
                                                "Ada",
                                                "works_at",
                                                (number + i) % 2 == 0 ? "Acme" : "Globex");
                                    }
                                }))
                        .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(test.edges("Ada", Vantage.NOW.validAt(TestMemory.START.plusSeconds(100_000))))
                .hasSize(1);
        assertThat(test.memory.memoryStats(Vantage.NOW).openContradictions()).isZero();
    }

    @Test
    void neighbors_are_found_up_to_the_depth_in_the_direction_asked_for() {
        test.edge("Ada", "knows", "Acme");
        test.edge("Acme", "owns", "Globex");

        Neighbors one = new Neighbors("Ada", List.of(), Direction.OUT, 1, 0, 10);
        Neighbors two = new Neighbors("Ada", List.of(), Direction.OUT, 2, 0, 10);
        Neighbors in = new Neighbors("Ada", List.of(), Direction.IN, 2, 0, 10);
        Neighbors few = new Neighbors("Ada", List.of(), Direction.OUT, 2, 0, 1);

        assertThat(keys(one)).containsExactly("person/ada", "company/acme");
        assertThat(keys(two)).containsExactly("person/ada", "company/acme", "company/globex");
        assertThat(keys(in)).containsExactly("person/ada");
        assertThat(keys(few)).containsExactly("person/ada", "company/acme");
        assertThat(test.memory.neighbors(few, Vantage.NOW).leftOut()).isTrue();
        assertThat(test.memory.neighbors(two, Vantage.NOW).leftOut()).isFalse();
    }

    private List<String> keys(Neighbors request) {
        return test.memory.neighbors(request, Vantage.NOW).nodes().stream()
                .map(near -> near.node().key())
                .toList();
    }

    @Test
    void light_edges_and_other_relations_are_left_out_when_asked_for() {
        test.memory.addEdge(
                new AddEdge("Ada", "Acme", "knows", Json.empty(), 0.2, Validity.ALWAYS, null), ADA);
        test.edge("Ada", "visited", "Globex");

        assertThat(keys(new Neighbors("Ada", List.of(), Direction.OUT, 1, 0.5, 10)))
                .containsExactly("person/ada", "company/globex");
        assertThat(keys(new Neighbors("Ada", List.of("knows"), Direction.OUT, 1, 0, 10)))
                .containsExactly("person/ada", "company/acme");
    }

    @Test
    void an_unknown_end_is_refused_with_its_name() {
        assertThatThrownBy(() -> test.edge("Ada", "knows", "Nobody"))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> assertThat(e.kind()).isEqualTo(MemoryException.Kind.NOT_FOUND))
                .hasMessageContaining("Nobody");
    }

    @Test
    void an_ambiguous_end_is_refused_with_the_choices() {
        test.node("dog", "Ada");

        assertThatThrownBy(() -> test.edge("Ada", "knows", "Acme"))
                .isInstanceOfSatisfying(
                        MemoryException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(MemoryException.Kind.AMBIGUOUS);
                            assertThat(e.hint()).contains("person/ada", "dog/ada");
                        });
    }
}
