package dev.everlog.memory.recall;

import dev.everlog.memory.Reading;
import dev.everlog.memory.recall.Fusion.Ranked;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Spreads attention from some nodes over the graph: personalised PageRank by local push (Andersen,
 * Chung and Lang, FOCS 2006), as deep as asked and with a bound on the work. Confined to one reading.
 */
final class GraphSpread {
    /** Share of a node's attention that stays with it. */
    private static final double STAY = 0.3;

    /** Attention too small to pass on. */
    private static final double NEGLIGIBLE = 1e-4;

    /** A node linked to more than this is linked to everything: its links say nothing. */
    private static final int HUB_DEGREE = 64;

    /** Who said something is not what it is about: a speaker's turns have nothing else in common. */
    private static final String SAID_BY = "said_by";

    private static final int MOST_PUSHES = 2_000;

    private final Reading reading;
    private final Map<Integer, Double> rest = new HashMap<>();
    private final Map<Integer, String> paths = new HashMap<>();

    GraphSpread(Reading reading) {
        this.reading = reading;
    }

    private record Push(int node, double attention, int stepsLeft) {}

    /** The visible texts that are reached, most attention first; the seeds themselves are not among them. */
    List<Ranked> from(Map<Integer, Double> seeds, int depth, IntPredicate visible, int limit) {
        double total = seeds.values().stream().mapToDouble(d -> d).sum();
        ArrayDeque<Push> queue = new ArrayDeque<>();
        seeds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(s -> queue.add(new Push(s.getKey(), s.getValue() / total, depth)));
        for (int pushes = 0; !queue.isEmpty() && pushes < MOST_PUSHES; pushes++) {
            push(queue.poll(), queue);
        }
        return texts(seeds.keySet(), visible, limit);
    }

    private void push(Push push, ArrayDeque<Push> queue) {
        rest.merge(push.node, push.attention * STAY, Double::sum);
        int degree = reading.degree(push.node);
        double share = push.attention * (1 - STAY) / Math.max(1, degree);
        if (push.stepsLeft == 0 || degree > HUB_DEGREE || share < NEGLIGIBLE) {
            return;
        }
        reading.links(
                push.node,
                (other, relation, weight, outgoing) -> {
                    if (relation.equals(SAID_BY)) {
                        return true;
                    }
                    String arrow = outgoing ? " -" + relation + "→ n" : " ←" + relation + "- n";
                    paths.putIfAbsent(
                            other, paths.getOrDefault(push.node, "n" + push.node) + arrow + other);
                    queue.add(new Push(other, share, push.stepsLeft - 1));
                    return true;
                });
    }

    private List<Ranked> texts(Set<Integer> seeds, IntPredicate visible, int limit) {
        List<Ranked> found = new ArrayList<>();
        Set<Integer> told = new HashSet<>(seeds);
        rest.forEach((node, attention) -> {
            int ordinal = told.add(node) ? reading.textOfNode(node) : -1;
            if (ordinal >= 0 && visible.test(ordinal)) {
                found.add(new Ranked(ordinal, attention, paths.get(node)));
            }
        });
        found.sort(Ranked.BEST_FIRST);
        return found.subList(0, Math.min(limit, found.size()));
    }
}
