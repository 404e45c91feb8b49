package dev.everlog.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what has a key in common among many, by sorting: n log n, and no table of objects. */
final class AlikePairs {
    /** Things of one key that each is paired with: of a thousand alike each is compared with its neighbours only. */
    private static final int NEIGHBOURS = 4;

    private static final int NUMBER_BITS = 24;

    /** Things in one search: numbers must fit into a key. */
    static final int MAX_THINGS = 1 << NUMBER_BITS;

    /** Two things, the smaller number first. */
    record Pair(int a, int b) {}

    private final List<long[]> runs = new ArrayList<>();
    private long[] keyed = new long[1 << 10];
    private int size;

    /** @param thing 0 to {@link #MAX_THINGS} */
    void add(long key, int thing) {
        if (size == keyed.length) {
            keyed = Arrays.copyOf(keyed, 2 * size);
        }
        keyed[size++] = key << NUMBER_BITS | thing;
    }

    /** Ends a kind of key: those of the next kind are others, though they be equal. */
    void nextKind() {
        long[] run = Arrays.copyOf(keyed, size);
        Arrays.sort(run);
        runs.add(run);
        size = 0;
    }

    /** Says of two things whether they are worth being a pair: most that share a key are not. */
    @FunctionalInterface
    interface Likely {
        boolean are(int a, int b);
    }

    /** Each likely pair that shares a key of one kind, once; equal keys may be an accident of hashing. */
    Set<Pair> pairs(Likely likely) {
        Set<Pair> pairs = new HashSet<>();
        for (long[] run : runs) {
            for (int i = 0; i < run.length; i++) {
                int end = Math.min(run.length, i + 1 + NEIGHBOURS);
                for (int j = i + 1;
                        j < end && run[j] >> NUMBER_BITS == run[i] >> NUMBER_BITS;
                        j++) {
                    addPair(pairs, thing(run[i]), thing(run[j]), likely);
                }
            }
        }
        return pairs;
    }

    private static void addPair(Set<Pair> pairs, int a, int b, Likely likely) {
        if (a != b && likely.are(a, b)) {
            pairs.add(new Pair(Math.min(a, b), Math.max(a, b)));
        }
    }

    private static int thing(long keyed) {
        return (int) (keyed & MAX_THINGS - 1);
    }
}
