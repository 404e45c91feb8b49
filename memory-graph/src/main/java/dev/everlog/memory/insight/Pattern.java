package dev.everlog.memory.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Types of events that come together beyond chance. Immutable.
 *
 * @param types in order of time for a sequence
 * @param support groups in which they do
 * @param trials groups in which they could
 * @param expected of the trials by chance
 * @param ratio log-likelihood ratio, the larger the surer
 * @param jaccard of the groups that have any of the types, the share that has all; null for sequences
 * @param examples positions of the events that make it up, of a few groups
 */
public record Pattern(
        List<Integer> types,
        int support,
        int trials,
        double expected,
        double ratio,
        @Nullable Double jaccard,
        List<List<Long>> examples) {
    /** Smaller effects are sure in large data and of no use: a fifth more often than by chance. */
    static final double LEAST_LIFT = 1.2;

    /** Groups that are shown as examples. */
    static final int EXAMPLES = 3;

    public Pattern {
        types = List.copyOf(types);
        examples = List.copyOf(examples);
    }

    /** How many times as often as by chance. */
    public double lift() {
        return support / expected;
    }
}
