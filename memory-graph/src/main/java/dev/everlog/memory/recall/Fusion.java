package dev.everlog.memory.recall;

import dev.everlog.memory.recall.Recalled.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** A text with all that speaks for it. */
    record Fused(int ordinal, double score, List<Reason> reasons) {}

    private final Map<Integer, List<Reason>> reasons = new HashMap<>();
    private final Map<Integer, Double> scores = new HashMap<>();

    /** Adds a list, best first; equal values share a rank, so that no order is made up. */
    void add(String part, double weight, List<Ranked> list) {
        int rank = 0;
        double previous = Double.NaN;
        for (int i = 0; i < list.size() && weight > 0; i++) {
            Ranked each = list.get(i);
            rank = each.value == previous ? rank : i + 1;
            previous = each.value;
            scores.merge(each.ordinal, weight / (K + rank), Double::sum);
            reasons.computeIfAbsent(each.ordinal, o -> new ArrayList<>())
                    .add(new Reason(part, rank, each.value, each.path));
        }
    }

    /** Best first, ties by ordinal. */
    List<Fused> best(int limit) {
        return scores.entrySet().stream()
                .map(e ->
                        new Fused(
                                e.getKey(),
                                e.getValue(),
                                List.copyOf(reasons.getOrDefault(e.getKey(), List.of()))))
                .sorted(
                        Comparator.comparingDouble(Fused::score)
                                .reversed()
                                .thenComparingInt(Fused::ordinal))
                .limit(limit)
                .toList();
    }
}
