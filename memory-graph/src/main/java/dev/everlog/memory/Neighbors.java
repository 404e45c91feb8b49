package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.graph.Direction;
import java.util.List;

/**
 * What is around a node. Immutable.
 *
 * @param node handle, subject, key of a memory, or name
 * @param relations empty for all
 * @param depth 1 to {@link #MAX_DEPTH}
 * @param minWeight of the edges
 * @param limit nodes, 1 to {@link PageRequest#MAX_LIMIT}; nearest first, then heaviest edge, then newest
 */
public record Neighbors(
        String node,
        List<String> relations,
        Direction direction,
        int depth,
        double minWeight,
        int limit) {
    /** Steps; four reach nearly everything in a graph of this sort. */
    public static final int MAX_DEPTH = 4;

    public Neighbors {
        relations = List.copyOf(relations);
        Checks.line("node", node, Subjects.MAX_NODE);
        Checks.range("depth", depth, 1, MAX_DEPTH);
        Checks.range("limit", limit, 1, PageRequest.MAX_LIMIT);
    }

    /**
     * A node in reach.
     *
     * @param distance steps from the start, which is 0
     */
    public record Neighbor(NodeRow node, int distance) {}

    /**
     * The answer.
     *
     * @param nodes the start first
     * @param edges between the nodes listed
     * @param leftOut more nodes were in reach than the limit allows
     */
    public record Result(
            List<Neighbor> nodes, List<EdgeRow> edges, boolean leftOut, Position position) {}
}
