package dev.everlog.memory.insight;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds pairs of types that occur in the same groups more often than chance would have it. Two chances are held against
 * them, and the harder one counts: that types have nothing to do with each other, so that the second is in as many of
 * the groups of the first as of all; and that types fall on events at random, so that large groups have many of them.
 * Deterministic. Confined to one call.
 */
public final class CoOccurrence {
    /** Types, the most widespread: a table of four bytes for each pair, and pairs are counted group by group. */
    private static final int MAX_TYPES = 1_000;

    private final Spread spread;
    private final int minSupport;
    private final List<Pattern> found = new ArrayList<>();
    private int tested;

    private CoOccurrence(EventGroups events, int minSupport) {
        this.spread = Spread.of(events);
        this.minSupport = minSupport;
    }

    /**
     * Looks for pairs.
     *
     * @param minSupport groups
     */
    public static Patterns mine(EventGroups events, int minSupport) {
        return new CoOccurrence(events, minSupport).mine();
    }

    private Patterns mine() {
        int[] types = spread.widest(minSupport, MAX_TYPES);
        int[][] together = spread.together(types);
        double least = Chance.least(types.length * (types.length - 1.0) / 2);
        for (int a = 1; a < types.length; a++) {
            for (int b = 0; b < a; b++) {
                if (together[a][b] >= minSupport) {
                    test(types[a], types[b], together[a][b], least);
                }
            }
        }
        return new Patterns(found, tested, types.length == MAX_TYPES);
    }

    private void test(int one, int other, int support, double least) {
        tested++;
        double forth = ratio(one, other, support);
        double back = ratio(other, one, support);
        int from = forth <= back ? one : other; // from where it surprises less
        double expected = spread.expected(from, from == one ? other : one);
        if (Math.min(forth, back) >= least && support >= Pattern.LEAST_LIFT * expected) {
            found.add(
                    new Pattern(
                            List.of(Math.min(one, other), Math.max(one, other)),
                            support,
                            spread.groups(from),
                            expected,
                            Math.min(forth, back),
                            jaccard(one, other, support),
                            spread.examples(one, other)));
        }
    }

    private double ratio(int from, int to, int support) {
        return Chance.ratio(spread.groups(from), support, spread.expected(from, to));
    }

    private double jaccard(int one, int other, int support) {
        return (double) support / (spread.groups(one) + spread.groups(other) - support);
    }
}
