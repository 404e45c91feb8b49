package dev.everlog.memory.recall;

import dev.everlog.memory.recall.Recalled.Hit;
import dev.everlog.memory.recall.Recalled.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reciprocal rank fusion: a text scores the sum of weight / (60 + rank) over the lists that hold it.
 * Source: Cormack, Clarke and Büttcher, SIGIR 2009, from which the 60 comes. Confined to one
 * question.
 */
final class Fusion {
    private static final double K = 60;

    /** One text in one list. */
    record Ranked(int ordinal, double value, @Nullable String path) {
        Ranked(int ordinal, double value) {
            this(ordinal, value, null);
        }
    }

    private final Map<Integer, List<Reason>> reasons = new HashMap<>();
    private final Map<Integer, Double> scores = new HashMap<>();

    /** Adds a list, best first; equal values share a rank, so that no order is made up. */
    void add(String part, double weight, List<Ranked> list) {
        add(part, weight, list, ordinal -> true);
    }

    /** Adds those of a list that count; they keep the ranks that they have in it. */
    void add(String part, double weight, List<Ranked> list, IntPredicate counts) {
        int rank = 0;
        double previous = Double.NaN;
        for (int i = 0; i < list.size() && weight > 0; i++) {
            Ranked each = list.get(i);
            rank = each.value == previous ? rank : i + 1;
            previous = each.value;
            if (!counts.test(each.ordinal)) {
                continue;
            }
            scores.merge(each.ordinal, weight / (K + rank), Double::sum);
            reasons.computeIfAbsent(each.ordinal, o -> new ArrayList<>())
                    .add(new Reason(part, rank, each.value, each.path));
        }
    }

    /** Best first, ties by ordinal. */
    List<Hit> best(int limit) {
        return scores.entrySet().stream()
                .map(e ->
                        new Hit(
                                e.getKey(),
                                e.getValue(),
                                List.copyOf(reasons.getOrDefault(e.getKey(), List.of()))))
                .sorted(
                        Comparator.comparingDouble(Hit::score)
                                .reversed()
                                .thenComparingInt(Hit::ordinal))
                .limit(limit)
                .toList();
    }
}
