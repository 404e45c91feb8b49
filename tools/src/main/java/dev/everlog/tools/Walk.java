package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.EdgeRow;
import dev.everlog.memory.Neighbors;
import dev.everlog.memory.NodeRow;
import dev.everlog.memory.PageRequest;
import dev.everlog.memory.Vantage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists of nodes in an order that stays the same at a position, so that their pages fit together. */
final class Walk {
    /** Of the edges: all of them have more. */
    private static final double ANY_WEIGHT = 0;

    private Walk() {}

    /** @param edges to nodes listed before it, and to itself */
    record Hop(NodeRow node, int distance, List<EdgeRow> edges) {}

    static Slice.Source<Hop> around(
            GraphTool.MemoryNeighbors asked, Reader reader, Vantage vantage) {
        return Slice.ranked(
                count ->
                        hops(
                                reader.memory()
                                        .neighbors(
                                                new Neighbors(
                                                        asked.node(),
                                                        requireNonNullElse(
                                                                asked.relations(), List.of()),
                                                        asked.way(),
                                                        requireNonNullElse(asked.depth(), 1),
                                                        requireNonNullElse(
                                                                asked.minWeight(), ANY_WEIGHT),
                                                        count),
                                                vantage)),
                PageRequest.MAX_LIMIT);
    }

    private static List<Hop> hops(Neighbors.Result result) {
        var seen = new HashSet<String>();
        var hops = new ArrayList<Hop>();
        for (var neighbor : result.nodes()) {
            String handle = neighbor.node().handle();
            seen.add(handle);
            var edges = result.edges().stream().filter(edge -> joins(edge, handle, seen)).toList();
            hops.add(new Hop(neighbor.node(), neighbor.distance(), edges));
        }
        return hops;
    }

    private static boolean joins(EdgeRow edge, String handle, Set<String> seen) {
        return (edge.source().equals(handle) && seen.contains(edge.target()))
                || (edge.target().equals(handle) && seen.contains(edge.source()));
    }
}
