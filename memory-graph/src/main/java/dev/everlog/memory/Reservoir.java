package dev.everlog.memory;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Keeps some of what passes by, each with the same chance: algorithm R (J. Vitter, Random sampling with a reservoir,
 * 1985). Confined.
 */
final class Reservoir {
    private final long[] kept;
    private final RandomGenerator random;
    private int offered;

    Reservoir(int size, RandomGenerator random) {
        this.kept = new long[size];
        this.random = random;
    }

    void offer(long one) {
        int slot = offered < kept.length ? offered : random.nextInt(offered + 1);
        offered++;
        if (slot < kept.length) {
            kept[slot] = one;
        }
    }

    /** In no order. */
    long[] kept() {
        return Arrays.copyOf(kept, Math.min(offered, kept.length));
    }
}
