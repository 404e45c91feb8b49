package dev.everlog.memory.vector;

import dev.everlog.embeddings.Vector;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Finds the nearest vectors. Timeless: what may be seen at a position is said by the caller with each search.
///
/// A vector is findable when {@link #add} returns, which takes microseconds: it is looked at one by one until
/// {@link #grow} has linked it into the graph. Nobody has to call {@code grow}; searches then stay exact and take time
/// in proportion. So opening a large memory does not wait for its graph, and {@link #links} can be kept for the next time.
///
/// Thread rules: any thread may call anything. Adding and removing wait for each other, growing waits only for
/// growing, searches wait for nobody. Grow from few platform threads: jvector keeps scratch space for each that it has
/// ever seen. Locks: {@code adding} and {@code growing}, never both.
public final class VectorIndex implements AutoCloseable {

    /// Vectors below which no graph is made: looking at all takes 2 ms at most, linking them 5 CPU s per process.
    public static final int GRAPH_FROM = 5_000;

    /// What a walk through an unfiltered graph costs, in vectors looked at one by one. Measured for 384 dimensions, see
    /// {@link SearchPlan}.
    static final int WALK_COST = 2_500;

    private static final int SAMPLE = 256;

    private final VectorStore store;
    private final ExactSearch exact;
    private final Object adding = new Object();
    private final Object growing = new Object();
    private volatile BitSet removed =
            new BitSet(); // never changed once it is here; guarded by adding for writing
    private volatile @Nullable NeighbourGraph graph; // guarded by growing for writing
    private volatile int linked; // arrivals that the graph holds; guarded by growing for writing

    /// An empty index; {@code dimensions} of each vector that will come.
    public VectorIndex(int dimensions) {
        this.store = new VectorStore(dimensions);
        this.exact = new ExactSearch(store);
    }

    /// Takes a vector in; it is findable from now on.
    ///
    /// @param ordinal from 0, dense in the end, in any order; each is used once, even after its removal
    /// @throws IllegalArgumentException if the ordinal was used before or the dimensions are others
    public void add(int ordinal, Vector vector) {
        synchronized (adding) {
            store.add(ordinal, vector);
        }
    }

    /// Never again returns this one; unknown ordinals are ignored. The vector stays in memory as a signpost for walks.
    /// O(n / 64).
    public void remove(int ordinal) {
        synchronized (adding) {
            if (store.contains(ordinal)) {
                BitSet more = (BitSet) removed.clone();
                more.set(ordinal);
                removed = more;
            }
        }
    }

    /// The vector of an ordinal; null if it has not come or was removed. Copies.
    public @Nullable Vector vector(int ordinal) {
        return store.contains(ordinal) && !removed.get(ordinal)
                ? Vector.ofDirection(store.components(ordinal))
                : null;
    }

    /// Vectors that came and were not removed.
    public int size() {
        return store.arrived() - removed.cardinality();
    }

    /// Links up to {@code limit} more vectors into the graph, oldest first; about 1 ms CPU each.
    ///
    /// @return how many are still to be linked: 0 if all are, or if there are too few for a graph to pay
    public int grow(int limit) {
        synchronized (growing) {
            int arrived = store.arrived();
            if (arrived < GRAPH_FROM) {
                return 0;
            }
            NeighbourGraph growingGraph = graph == null ? new NeighbourGraph(store) : graph;
            int to = (int) Math.min(arrived, (long) linked + limit);
            for (int n = linked; n < to; n++) {
                growingGraph.add(store.arrival(n));
                graph = growingGraph; // not before the first one is in
                linked = n + 1;
            }
            return arrived - linked;
        }
    }

    /// So many of the oldest vectors are linked.
    public int linked() {
        return linked;
    }

    /// The links there are, for {@link #restore} at another time; null if there are none. Some 50 ms for 100,000.
    public @Nullable Links links() {
        synchronized (growing) {
            return graph == null ? null : graph.links();
        }
    }

    /// Takes links that were made before in place of making them, if they are of the oldest vectors here and
    /// there are none yet.
    ///
    /// @return whether they were taken
    public boolean restore(Links links) throws IOException {
        synchronized (growing) {
            int count = links.nodes();
            if (graph != null || count > store.arrived() || !links.areOf(oldest(count))) {
                return false;
            }
            graph = NeighbourGraph.restored(store, links);
            linked = count;
            return true;
        }
    }

    private BitSet oldest(int count) {
        BitSet ordinals = new BitSet();
        for (int n = 0; n < count; n++) {
            ordinals.set(store.arrival(n));
        }
        return ordinals;
    }

    /// As {@link #search(Vector, int, IntPredicate, int)}, with the number of visible ones estimated by a sample.
    public List<VectorHit> search(Vector query, int k, IntPredicate visible) {
        return search(query, k, visible, estimateVisible(visible));
    }

    /// The {@code k} visible vectors nearest to a query, best first. Exact while there is no graph or few are visible,
    /// else with a recall@10 above .95.
    ///
    /// @param visible asked for ordinals in this index, from this thread, in no particular order, perhaps twice
    /// @param visibleCount about how many ordinals are visible; only decides how to search
    public List<VectorHit> search(Vector query, int k, IntPredicate visible, int visibleCount) {
        BitSet gone = removed;
        IntPredicate alive = ordinal -> !gone.get(ordinal) && visible.test(ordinal);
        // Read in this order: the graph holds what is linked now, perhaps more, and all the rest
        // has arrived by then.
        int inGraph = linked;
        NeighbourGraph walkable = graph;
        int arrived = store.arrived();
        VectorFloat<?> target = store.convert(query);
        TopHits hits = new TopHits(k);
        if (walkable == null || !new SearchPlan(arrived, inGraph, visibleCount).walk()) {
            exact.scan(target, 0, arrived, alive, hits);
        } else {
            Set<Integer> seen = new HashSet<>();
            walkable.search(target, k, alive::test, hits, seen);
            exact.scan(
                    target,
                    inGraph,
                    arrived,
                    ordinal -> !seen.contains(ordinal) && alive.test(ordinal),
                    hits);
        }
        return hits.bestFirst();
    }

    /// A search over the same vectors that looks at all of them; removed ones included.
    ExactSearch exact() {
        return exact;
    }

    private int estimateVisible(IntPredicate visible) {
        int arrived = store.arrived();
        int sample = Math.min(SAMPLE, arrived);
        int seen = 0;
        for (int i = 0; i < sample; i++) {
            if (visible.test(store.arrival((int) ((long) i * arrived / sample)))) {
                seen++;
            }
        }
        return sample == 0 ? 0 : (int) ((long) seen * arrived / sample);
    }

    /// Lets the graph go; searches go on, looking at all.
    @Override
    public void close() {
        synchronized (growing) {
            NeighbourGraph last = graph;
            graph = null;
            linked = 0;
            if (last != null) {
                last.close();
            }
        }
    }
}
