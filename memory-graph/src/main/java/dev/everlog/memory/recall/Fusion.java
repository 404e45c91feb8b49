package dev.everlog.memory.recall;

import dev.everlog.memory.recall.RecallRequest.Weights;
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
 * Adds up what the parts say about each text: weight times value, the value brought to a scale that is the same for
 * all parts ({@link Scale}). Values and not ranks, because how far the best stands out says how sure a part is.
 * Source: Bruch, Gai and Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, ACM TOIS 2023. Confined to one
 * question.
 */
final class Fusion {
    /** One text in one list. */
    record Ranked(int ordinal, double value, @Nullable String path) {
        /** Highest value first, ties by ordinal. */
        static final Comparator<Ranked> BEST_FIRST =
                Comparator.comparingDouble(Ranked::value)
                        .reversed()
                        .thenComparingInt(Ranked::ordinal);

        Ranked(int ordinal, double value) {
            this(ordinal, value, null);
        }
    }

    private static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingDouble(Hit::score)
                    .reversed()
                    .thenComparingInt(Fusion::bestRank)
                    .thenComparingInt(Hit::ordinal);

    private final Map<Integer, List<Reason>> reasons = new HashMap<>();
    private final boolean all;

    /** Gives what something speaks for. */
    Fusion() {
        this(false);
    }

    /** @param all give whatever a part holds, though nothing speaks for it */
    Fusion(boolean all) {
        this.all = all;
    }

    /** Adds a list, best first; equal values share a rank, so that no order is made up. */
    void add(String part, double weight, List<Ranked> list, Scale scale) {
        add(part, weight, list, scale, ordinal -> true);
    }

    /** Adds those of a list that count; they keep the ranks that they have in it. */
    void add(String part, double weight, List<Ranked> list, Scale scale, IntPredicate counts) {
        int rank = 0;
        double previous = Double.NaN;
        for (int i = 0; i < list.size() && weight > 0; i++) {
            Ranked each = list.get(i);
            rank = each.value == previous ? rank : i + 1;
            previous = each.value;
            if (counts.test(each.ordinal)) {
                reasons.computeIfAbsent(each.ordinal, o -> new ArrayList<>())
                        .add(
                                new Reason(
                                        part,
                                        rank,
                                        each.value,
                                        weight * scale.of(each.value),
                                        each.path));
            }
        }
    }

    /**
     * Adds what is like the question.
     *
     * @param byMeaning null if the question has no vector
     * @param pending texts without a vector: they are taken to be as near in meaning as they are in words, else what was
     *     just written would stand behind all that has one
     * @return how many texts were looked at more closely
     */
    int addFound(
            Weights weights,
            @Nullable List<Ranked> byMeaning,
            List<Ranked> byWords,
            IntPredicate pending) {
        int near = byMeaning == null ? 0 : byMeaning.size();
        int candidates = Math.max(near, byWords.size());
        Scale words = Scale.withZeros(byWords, candidates);
        if (byMeaning != null) {
            add("meaning", weights.meaning(), byMeaning, Scale.ofCosines(byMeaning));
        }
        add("words", weights.words(), byWords, words);
        if (byMeaning != null) {
            add("pending", weights.meaning(), byWords, words, pending);
        }
        return candidates;
    }

    /** All so far, best first. */
    List<Hit> all() {
        return best(Integer.MAX_VALUE);
    }

    /** Best first; ties by the best rank in any part, then by ordinal. */
    List<Hit> best(int limit) {
        return reasons.entrySet().stream()
                .filter(e -> all || isSpokenFor(e.getValue()))
                .map(e -> new Hit(e.getKey(), sum(e.getValue()), List.copyOf(e.getValue())))
                .sorted(BEST_FIRST)
                .limit(limit)
                .toList();
    }

    /**
     * Everything is near in meaning to some degree, and linked by some way: what is no nearer than the mean of the
     * candidates must share a word. Being new says nothing.
     */
    private static boolean isSpokenFor(List<Reason> reasons) {
        return reasons.stream()
                .anyMatch(reason ->
                        reason.part().equals("words")
                                || (reason.share() > 0 && !reason.part().equals("recency")));
    }

    private static double sum(List<Reason> reasons) {
        double sum = 0;
        for (Reason reason : reasons) {
            sum += reason.share();
        }
        return sum;
    }

    private static int bestRank(Hit hit) {
        return hit.reasons().stream().mapToInt(Reason::rank).min().orElse(Integer.MAX_VALUE);
    }
}
