package dev.everlog.memory.vector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The best k of a stream of hits; among equals the lower ordinal wins. Confined to one search. O(log k) per hit.
final class TopHits {

    private static final Comparator<VectorHit> BEST_FIRST =
            Comparator.comparingDouble(VectorHit::cosine)
                    .reversed()
                    .thenComparingInt(VectorHit::ordinal);

    private final int k;
    private final PriorityQueue<VectorHit> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());

    TopHits(int k) {
        this.k = k;
    }

    void offer(int ordinal, float cosine) {
        if (worstFirst.size() < k) {
            worstFirst.add(new VectorHit(ordinal, cosine));
        } else if (k > 0 && beatsWorst(ordinal, cosine)) {
            worstFirst.poll();
            worstFirst.add(new VectorHit(ordinal, cosine));
        }
    }

    private boolean beatsWorst(int ordinal, float cosine) {
        VectorHit worst = worstFirst.element();
        return cosine > worst.cosine() || (cosine == worst.cosine() && ordinal < worst.ordinal());
    }

    List<VectorHit> bestFirst() {
        List<VectorHit> hits = new ArrayList<>(worstFirst);
        hits.sort(BEST_FIRST);
        return List.copyOf(hits);
    }
}
