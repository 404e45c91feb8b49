package dev.everlog.memory;

import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What is around a node. For one reading. */
final class GraphReads {
    /** Edges of one answer; a hub has more than anybody reads. */
    private static final int MAX_EDGES = 2000;

    /** Edges that are looked at for one answer, so that hubs cost milliseconds and not seconds. */
    private static final int MAX_LOOKED_AT = 200_000;

    private record Way(Node to, double weight, long position) {}

    private final Reading reading;
    private final Neighbors request;
    private final Map<Node, Integer> distances = new LinkedHashMap<>();
    private boolean leftOut;
    private int lookedAt;

    private GraphReads(Reading reading, Neighbors request) {
        this.reading = reading;
        this.request = request;
    }

    static Neighbors.Result neighbors(Reading reading, Neighbors request) {
        return new GraphReads(reading, request).walk();
    }

    private Neighbors.Result walk() {
        Node start = References.resolve(reading, request.node());
        distances.put(start, 0);
        List<Node> level = List.of(start);
        for (int depth = 1; depth <= request.depth() && !level.isEmpty(); depth++) {
            level = next(level, depth);
        }
        List<EdgeRow> edges = edges();
        return new Neighbors.Result(
                distances.entrySet().stream()
                        .map(near ->
                                new Neighbors.Neighbor(
                                        reading.node(near.getKey().number()), near.getValue()))
                        .toList(),
                edges,
                leftOut,
                reading.position());
    }

    /** Heaviest first, then newest, as far as the limit allows. */
    private List<Node> next(List<Node> level, int depth) {
        Map<Node, Way> ways = new HashMap<>();
        for (Node node : level) {
            eachEdge(node, edge -> consider(edge, node, ways));
        }
        List<Node> found = new ArrayList<>();
        ways.values().stream()
                .sorted(
                        Comparator.comparingDouble(Way::weight)
                                .thenComparingLong(Way::position)
                                .thenComparingInt(way -> way.to.number())
                                .reversed())
                .forEach(way -> {
                    if (distances.size() <= request.limit()) {
                        distances.put(way.to, depth);
                        found.add(way.to);
                    } else {
                        leftOut = true;
                    }
                });
        return found;
    }

    private void eachEdge(Node node, Consumer<Edge> each) {
        reading.states()
                .graph()
                .graph
                .edges(node, request.direction())
                .takeWhile(edge -> mayLook())
                .filter(this::wanted)
                .forEach(each);
    }

    private boolean mayLook() {
        leftOut |= lookedAt >= MAX_LOOKED_AT;
        return lookedAt++ < MAX_LOOKED_AT;
    }

    private boolean wanted(Edge edge) {
        return request.relations().isEmpty() || request.relations().contains(edge.relation());
    }

    private void consider(Edge edge, Node from, Map<Node, Way> ways) {
        Edge.Seen seen = reading.seen(edge);
        Node to = edge.other(from);
        if (seen == null
                || seen.recorded().weight() < request.minWeight()
                || distances.containsKey(to)) {
            return;
        }
        Way way = new Way(to, seen.recorded().weight(), seen.position());
        ways.merge(to, way, (a, b) -> a.weight >= b.weight ? a : b);
    }

    private List<EdgeRow> edges() {
        List<EdgeRow> rows = new ArrayList<>();
        for (Node node : distances.keySet()) {
            for (Edge edge : reading.states().graph().graph.outgoing(node)) {
                Edge.Seen seen =
                        wanted(edge) && distances.containsKey(edge.target())
                                ? reading.seen(edge)
                                : null;
                if (seen == null || seen.recorded().weight() < request.minWeight()) {
                    continue;
                }
                if (rows.size() == MAX_EDGES) {
                    leftOut = true;
                    return rows;
                }
                rows.add(Rows.edge(reading, edge, Objects.requireNonNull(seen)));
            }
        }
        return rows;
    }
}
