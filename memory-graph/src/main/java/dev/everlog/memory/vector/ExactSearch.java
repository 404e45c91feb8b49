package dev.everlog.memory.vector;

import dev.everlog.embeddings.Vector;
import io.github.jbellis.jvector.vector.VectorUtil;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.List;
import java.util.function.IntPredicate;

/// Looks at every vector. Slow for many, right for sure: for small sets, for selective filters, for what the graph does
/// not hold yet, and as the oracle of tests. Thread-safe; many searches beside one writer.
public final class ExactSearch {

    private final VectorStore store;

    ExactSearch(VectorStore store) {
        this.store = store;
    }

    /// The visible vectors with the largest cosine, best first, lower ordinal first among equals. O(n) calls of
    /// {@code visible} and O(visible · dimensions).
    public List<VectorHit> search(Vector query, int k, IntPredicate visible) {
        TopHits hits = new TopHits(k);
        scan(store.convert(query), 0, store.arrived(), visible, hits);
        return hits.bestFirst();
    }

    /// Offers the visible ones among the arrivals {@code from} to {@code to} (exclusive).
    void scan(VectorFloat<?> query, int from, int to, IntPredicate visible, TopHits hits) {
        for (int n = from; n < to; n++) {
            int ordinal = store.arrival(n);
            if (visible.test(ordinal)) {
                hits.offer(ordinal, VectorUtil.dotProduct(query, store.getVector(ordinal)));
            }
        }
    }
}
