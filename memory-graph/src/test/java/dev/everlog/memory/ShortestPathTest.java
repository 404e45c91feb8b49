package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.memory.graph.Direction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortestPathTest {
    private static final int NODES = 9;
    private static final int EDGES = 18;
    private static final int STEPS = 4;

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void the_paths_are_the_shortest_of_all_that_meet_no_node_twice(long seed) {
        var edges = randomGraph(new Random(seed));
        for (Direction direction : Direction.values()) {
            for (boolean weighted : List.of(true, false)) {
                var request =
                        new ShortestPath("p0", "p1", List.of(), direction, weighted, STEPS, 20);
                var all = new ArrayList<Double>();
                walk(0, 0, 0, new HashSet<>(Set.of(0)), request, edges, all);

                var found = test.memory.shortestPath(request, Vantage.NOW);

                assertThat(found.paths())
                        .as("%s, weighted %s, seed %d", direction, weighted, seed)
                        .extracting(path -> Math.round(path.cost() * 1e6))
                        .isEqualTo(
                                all.stream()
                                        .sorted()
                                        .limit(20)
                                        .map(cost -> Math.round(cost * 1e6))
                                        .toList());
                assertThat(found.paths()).allSatisfy(ShortestPathTest::isConnected);
                assertThat(found.leftOut()).isFalse();
            }
        }
    }

    private record Way(int from, int to, double weight) {}

    private List<Way> randomGraph(Random random) {
        for (int i = 0; i < NODES; i++) {
            test.node("person", "p" + i);
        }
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < EDGES; i++) {
            var way = new Way(random.nextInt(NODES), random.nextInt(NODES), 1 + random.nextInt(5));
            test.memory.addEdge(
                    new AddEdge(
                            "p" + way.from,
                            "p" + way.to,
                            "r" + i,
                            Json.empty(),
                            way.weight,
                            Validity.ALWAYS,
                            null),
                    TestMemory.ADA);
            ways.add(way);
        }
        return ways;
    }

    /** Every simple path, by trying. */
    private static void walk(
            int at,
            int steps,
            double cost,
            Set<Integer> met,
            ShortestPath request,
            List<Way> ways,
            List<Double> found) {
        if (at == 1) {
            found.add(cost);
            return;
        }
        for (Way way : steps < request.maxSteps() ? ways : List.<Way>of()) {
            boolean out = way.from == at && request.direction() != Direction.IN;
            boolean in = way.to == at && request.direction() != Direction.OUT;
            int next = out ? way.to : way.from;
            if ((out || in) && met.add(next)) {
                double length = request.weighted() ? 1 / way.weight : 1;
                walk(next, steps + 1, cost + length, met, request, ways, found);
                met.remove(next);
            }
        }
    }

    private static void isConnected(ShortestPath.Path path) {
        for (int i = 0; i < path.edges().size(); i++) {
            EdgeRow edge = path.edges().get(i);
            assertThat(List.of(path.nodes().get(i).handle(), path.nodes().get(i + 1).handle()))
                    .containsExactlyInAnyOrder(edge.source(), edge.target());
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "2, 0"})
    void a_path_has_at_most_so_many_steps(int maxSteps, int paths) {
        for (String name : List.of("a", "b", "c", "d")) {
            test.node("person", name);
        }
        test.edge("a", "knows", "b");
        test.edge("b", "knows", "c");
        test.edge("c", "knows", "d");

        var request = new ShortestPath("a", "d", List.of(), Direction.BOTH, false, maxSteps, 1);

        assertThat(test.memory.shortestPath(request, Vantage.NOW).paths()).hasSize(paths);
    }

    @Test
    void what_is_hidden_or_of_another_relation_is_no_way_and_was_one_before() {
        test.node("person", "a");
        test.node("person", "b");
        var edge = test.edge("a", "knows", "b");
        var before = TestMemory.asOf(test.memory.position());
        var request = new ShortestPath("a", "b", List.of(), Direction.BOTH, false, 3, 1);
        var hates = new ShortestPath("a", "b", List.of("hates"), Direction.BOTH, false, 3, 1);
        assertThat(test.memory.shortestPath(hates, Vantage.NOW).paths()).isEmpty();

        test.forget(edge.edge().handle());

        assertThat(test.memory.shortestPath(request, Vantage.NOW).paths()).isEmpty();
        assertThat(test.memory.shortestPath(request, before).paths()).hasSize(1);
    }

    @Test
    void from_a_node_to_itself_is_no_step() {
        test.node("person", "a");
        var request = new ShortestPath("a", "a", List.of(), Direction.BOTH, true, 3, 1);

        assertThat(test.memory.shortestPath(request, Vantage.NOW).paths())
                .singleElement()
                .satisfies(path -> assertThat(path.cost()).isZero())
                .satisfies(path -> assertThat(path.nodes()).hasSize(1));
    }
}
