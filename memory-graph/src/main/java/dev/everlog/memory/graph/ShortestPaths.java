package dev.everlog.memory.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The shortest paths between two nodes that meet no node twice, over the edges that somebody sees. Searching from both
 * ends finds the nodes that can be on such a path at all, of which {@link PathRanking} makes paths. Confined to one search.
 */
public final class ShortestPaths {
    /** Edges that are looked at in one search, so that hubs cost milliseconds and not seconds. */
    private static final int MAX_LOOKED_AT = 200_000;

    /**
     * What is looked for.
     *
     * @param maxSteps edges of a path, at least 1
     * @param most paths, at least 1
     * @param even all edges are of the same length: then a path of fewer steps is a shorter one
     */
    public record Wanted(
            Node from, Node to, Direction direction, int maxSteps, int most, boolean even) {}

    /** From one end to the other, in order; the length is the sum of those of the edges. */
    public record Path(List<Edge> edges, double length) {}

    /**
     * The shortest first.
     *
     * @param leftOut the graph is so dense here that not all of it was looked at
     */
    public record Found(List<Path> paths, boolean leftOut) {}

    private final KnowledgeGraph graph;
    private final Wanted wanted;
    private final ToDoubleFunction<Edge> length;
    private int lookedAt;
    private boolean leftOut;

    private ShortestPaths(KnowledgeGraph graph, Wanted wanted, ToDoubleFunction<Edge> length) {
        this.graph = graph;
        this.wanted = wanted;
        this.length = length;
    }

    /**
     * Searches.
     *
     * @param length above 0 for an edge that can be taken, else 0; asked several times
     */
    public static Found find(KnowledgeGraph graph, Wanted wanted, ToDoubleFunction<Edge> length) {
        return new ShortestPaths(graph, wanted, length).find();
    }

    private Found find() {
        if (wanted.from == wanted.to) {
            return new Found(List.of(new Path(List.of(), 0)), false);
        }
        Reach here = new Reach(graph, wanted.from, wanted.direction, this::mayLook);
        Reach there = new Reach(graph, wanted.to, wanted.direction.reversed(), this::mayLook);
        while (canWiden(here, there)) {
            Reach smaller = here.width() <= there.width() ? here : there;
            smaller.widen();
            if (wanted.even && smaller.meets(smaller == here ? there : here)) {
                List<Path> paths = rank(here, there, here.depth() + there.depth());
                if (paths.size() >= wanted.most) {
                    return new Found(paths, leftOut);
                }
            }
        }
        return new Found(rank(here, there, wanted.maxSteps), leftOut);
    }

    /** When there is nothing more at one end, all that is on any path is known from there. */
    private boolean canWiden(Reach here, Reach there) {
        return here.depth() + there.depth() < wanted.maxSteps
                && here.width() > 0
                && there.width() > 0;
    }

    private boolean mayLook(Edge edge) {
        leftOut |= lookedAt >= MAX_LOOKED_AT;
        return lookedAt++ < MAX_LOOKED_AT && length.applyAsDouble(edge) > 0;
    }

    private List<Path> rank(Reach here, Reach there, int maxSteps) {
        Set<Node> near = new HashSet<>(here.steps().keySet());
        near.addAll(there.steps().keySet());
        Predicate<Edge> within =
                edge ->
                        near.contains(edge.source())
                                && near.contains(edge.target())
                                && length.applyAsDouble(edge) > 0;
        Reach ahead = new Reach(graph, wanted.to, wanted.direction.reversed(), within);
        while (ahead.depth() < maxSteps && ahead.width() > 0) {
            ahead.widen();
        }
        Map<Node, Integer> steps = ahead.steps();
        if (!steps.containsKey(wanted.from)) {
            return List.of();
        }
        var ranking = new PathRanking(graph, wanted, length, steps, maxSteps);
        List<Path> paths = ranking.first();
        leftOut |= ranking.gaveUp();
        return paths;
    }
}
