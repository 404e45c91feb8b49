package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.graph.Direction;
import java.util.List;

/**
 * How two nodes hang together. Immutable.
 *
 * @param from handle, subject, key of a memory, or name
 * @param to as {@code from}
 * @param relations empty for all
 * @param weighted strong edges are short: an edge is 1 / weight long, else 1
 * @param maxSteps 1 to {@link #MAX_STEPS}
 * @param most paths, 1 to {@link #MAX_PATHS}
 */
public record ShortestPath(
        String from,
        String to,
        List<String> relations,
        Direction direction,
        boolean weighted,
        int maxSteps,
        int most) {
    /** Longer ones explain nothing any more. */
    public static final int MAX_STEPS = 10;

    /** As many as anybody reads. */
    public static final int MAX_PATHS = 20;

    public ShortestPath {
        relations = List.copyOf(relations);
        Checks.line("from", from, Subjects.MAX_NODE);
        Checks.line("to", to, Subjects.MAX_NODE);
        Checks.range("max_depth", maxSteps, 1, MAX_STEPS);
        Checks.range("k", most, 1, MAX_PATHS);
    }

    /**
     * One path, which meets no node twice.
     *
     * @param nodes from the first to the last, one more than edges
     * @param cost sum of the lengths of the edges
     */
    public record Path(List<NodeRow> nodes, List<EdgeRow> edges, double cost) {}

    /**
     * The answer.
     *
     * @param paths the shortest first; none if there is none
     * @param leftOut the graph is so dense that not all of it was looked at
     */
    public record Result(List<Path> paths, boolean leftOut, Position position) {}
}
