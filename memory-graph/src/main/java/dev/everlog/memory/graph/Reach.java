package dev.everlog.memory.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The nodes around one, level by level (breadth first). Confined to one search. */
final class Reach {
    private final KnowledgeGraph graph;
    private final Direction direction;
    private final Predicate<Edge> taken;
    private final Map<Node, Integer> steps = new HashMap<>();
    private List<Node> frontier;
    private int depth;

    /** @param taken which edges are followed, asked for each edge that is met */
    Reach(KnowledgeGraph graph, Node start, Direction direction, Predicate<Edge> taken) {
        this.graph = graph;
        this.direction = direction;
        this.taken = taken;
        this.frontier = List.of(start);
        steps.put(start, 0);
    }

    /** Takes in one level more. */
    void widen() {
        depth++;
        List<Node> next = new ArrayList<>();
        for (Node node : frontier) {
            graph.edges(node, direction)
                    .filter(edge -> !steps.containsKey(edge.other(node)) && taken.test(edge))
                    .map(edge -> edge.other(node))
                    .filter(other -> steps.putIfAbsent(other, depth) == null)
                    .forEach(next::add);
        }
        frontier = next;
    }

    /** Levels so far. */
    int depth() {
        return depth;
    }

    /** How many nodes the next level begins from; 0 when there is no more. */
    int width() {
        return frontier.size();
    }

    /** Nodes and their distance in steps. */
    Map<Node, Integer> steps() {
        return steps;
    }

    boolean meets(Reach other) {
        return frontier.stream().anyMatch(other.steps::containsKey);
    }
}
