package dev.everlog.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The measures of one question, or their means over many.
 *
 * @param reciprocalRank 1 by the rank of the first gold document
 * @param ndcgAt10 binary relevance
 */
record Scores(
        double recallAt5,
        double recallAt10,
        double recallAt20,
        double hitAt5,
        double reciprocalRank,
        double ndcgAt10) {
    static Scores of(Ranking ranking) {
        return new Scores(
                ranking.recallAt(5),
                ranking.recallAt(10),
                ranking.recallAt(20),
                ranking.hitAt(5),
                ranking.reciprocalRank(),
                ranking.ndcgAt(10));
    }

    /** The mean of each measure; NaN over nothing. */
    static Scores mean(List<Scores> all) {
        return new Scores(
                mean(all, Scores::recallAt5),
                mean(all, Scores::recallAt10),
                mean(all, Scores::recallAt20),
                mean(all, Scores::hitAt5),
                mean(all, Scores::reciprocalRank),
                mean(all, Scores::ndcgAt10));
    }

    private static double mean(List<Scores> all, ToDoubleFunction<Scores> measure) {
        return all.stream().mapToDouble(measure).average().orElse(Double.NaN);
    }
}
