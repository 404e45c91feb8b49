package dev.everlog.memory.graph;

import dev.everlog.memory.graph.ShortestPaths.Path;
import dev.everlog.memory.graph.ShortestPaths.Wanted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.jgrapht.Graph;
import org.jgrapht.alg.interfaces.ShortestPathAlgorithm.SingleSourcePaths;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.AsWeightedGraph;
import org.jgrapht.graph.MaskSubgraph;
import org.jspecify.annotations.Nullable;

/**
 * Simple paths in order of length: A* over paths instead of nodes (Hart, Nilsson, Raphael, 1968), where what is still
 * ahead is known exactly but for the steps that a path may not take twice. JGraphT's own ranking
 * (Yen) missed a path in one of twelve random graphs with several edges between two nodes, and knows no limit of steps.
 * Confined to one search.
 */
final class PathRanking {
    /** Beginnings of paths, so that a dense graph costs a tenth of a second and not minutes. */
    private static final int MAX_BEGINNINGS = 100_000;

    /** The beginning of a path, as its last edge and what is before that; null for none yet. */
    private record Beginning(
            @Nullable Beginning before,
            @Nullable Edge last,
            Node at,
            int steps,
            double length,
            double least,
            int number) {
        boolean meets(Node node) {
            return at == node || (before != null && before.meets(node));
        }
    }

    private final KnowledgeGraph graph;
    private final Wanted wanted;
    private final ToDoubleFunction<Edge> length;
    private final Map<Node, Integer> stepsAhead;
    private final int maxSteps;
    private final ToDoubleFunction<Node> lengthAhead;
    private final PriorityQueue<Beginning> open =
            new PriorityQueue<>(
                    Comparator.comparingDouble(Beginning::least)
                            .thenComparingInt(Beginning::steps)
                            .thenComparingInt(Beginning::number));
    private int made;

    /** @param stepsAhead of the nodes that can be on a path: fewest steps to its end */
    PathRanking(
            KnowledgeGraph graph,
            Wanted wanted,
            ToDoubleFunction<Edge> length,
            Map<Node, Integer> stepsAhead,
            int maxSteps) {
        this.graph = graph;
        this.wanted = wanted;
        this.length = length;
        this.stepsAhead = stepsAhead;
        this.maxSteps = maxSteps;
        this.lengthAhead = wanted.even() ? node -> stepsAhead.getOrDefault(node, 0) : measured();
    }

    private ToDoubleFunction<Node> measured() {
        Graph<Node, Edge> near =
                new MaskSubgraph<>(
                        graph.view(wanted.direction().reversed()),
                        node -> !stepsAhead.containsKey(node),
                        edge -> !(length.applyAsDouble(edge) > 0));
        SingleSourcePaths<Node, Edge> back =
                new DijkstraShortestPath<>(
                                new AsWeightedGraph<>(near, length::applyAsDouble, true, false))
                        .getPaths(wanted.to());
        return back::getWeight;
    }

    /** As many as are wanted, if there are so many. */
    List<Path> first() {
        List<Path> paths = new ArrayList<>();
        begin(null, null, wanted.from());
        for (Beginning next = open.poll(); next != null; next = open.poll()) {
            if (next.at == wanted.to()) {
                paths.add(whole(next));
                if (paths.size() == wanted.most()) {
                    return paths;
                }
            } else {
                goOn(next);
            }
        }
        return paths;
    }

    /** Whether there may be more than was found. */
    boolean gaveUp() {
        return made >= MAX_BEGINNINGS;
    }

    private void goOn(Beginning from) {
        graph.edges(from.at, wanted.direction())
                .filter(edge -> !gaveUp() && isFree(edge.other(from.at), from))
                .filter(edge -> length.applyAsDouble(edge) > 0)
                .forEach(edge -> begin(from, edge, edge.other(from.at)));
    }

    private boolean isFree(Node node, Beginning from) {
        Integer ahead = stepsAhead.get(node);
        return ahead != null && from.steps + 1 + ahead <= maxSteps && !from.meets(node);
    }

    private void begin(@Nullable Beginning before, @Nullable Edge last, Node at) {
        double soFar =
                before == null || last == null ? 0 : before.length + length.applyAsDouble(last);
        int steps = before == null ? 0 : before.steps + 1;
        double least = soFar + lengthAhead.applyAsDouble(at);
        open.add(new Beginning(before, last, at, steps, soFar, least, made++));
    }

    private static Path whole(Beginning end) {
        Deque<Edge> edges = new ArrayDeque<>();
        for (Beginning at = end; at != null && at.last != null; at = at.before) {
            edges.addFirst(at.last);
        }
        return new Path(List.copyOf(edges), end.length);
    }
}
