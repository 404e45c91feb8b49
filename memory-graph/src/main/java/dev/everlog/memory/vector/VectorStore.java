package dev.everlog.memory.vector;

import dev.everlog.embeddings.Vector;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// All vectors of an index in memory, once: by ordinal, and in the order in which they came.
///
/// Ordinals are dense in the end but may come out of order. 4 bytes per component and about 40 per vector.
/// Any number of readers beside one writer: a reader that has seen {@link #arrived} sees all those vectors.
final class VectorStore implements RandomAccessVectorValues {

    private static final VectorTypeSupport TYPES =
            VectorizationProvider.getInstance().getVectorTypeSupport();
    private static final int FIRST_CAPACITY = 64;

    private final int dimensions;
    // Grown by copying: a reader with an old array misses only what came after it looked.
    private volatile @Nullable VectorFloat<?>[] byOrdinal = new VectorFloat<?>[FIRST_CAPACITY];
    private volatile int[] arrivals = new int[FIRST_CAPACITY];
    private volatile int arrived;

    VectorStore(int dimensions) {
        this.dimensions = dimensions;
    }

    /// The vector as jvector wants it; copies.
    VectorFloat<?> convert(Vector vector) {
        if (vector.dimensions() != dimensions) {
            throw new IllegalArgumentException(
                    "this index holds vectors of "
                            + dimensions
                            + " dimensions, was given "
                            + vector.dimensions());
        }
        return TYPES.createFloatVector(vector.toArray());
    }

    /// One writer at a time. O(dimensions) amortised.
    void add(int ordinal, Vector vector) {
        if (ordinal < 0 || contains(ordinal)) {
            throw new IllegalArgumentException(
                    "an ordinal is used once and not negative, was given " + ordinal);
        }
        VectorFloat<?> converted = convert(vector);
        int count = arrived;
        if (ordinal >= byOrdinal.length) {
            byOrdinal = Arrays.copyOf(byOrdinal, Math.max(ordinal + 1, grown(byOrdinal.length)));
        }
        if (count == arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, grown(count));
        }
        byOrdinal[ordinal] = converted;
        arrivals[count] = ordinal;
        arrived = count + 1; // publishes both writes above
    }

    private static int grown(int capacity) {
        return Math.addExact(capacity, capacity / 2 + 1);
    }

    boolean contains(int ordinal) {
        @Nullable VectorFloat<?>[] vectors = byOrdinal;
        return ordinal >= 0 && ordinal < vectors.length && vectors[ordinal] != null;
    }

    /// How many vectors came so far.
    int arrived() {
        return arrived;
    }

    /// The ordinal of the n-th arrival; n from 0, below a value that {@link #arrived} has returned.
    int arrival(int n) {
        return arrivals[n];
    }

    @Override
    public VectorFloat<?> getVector(int ordinal) {
        VectorFloat<?> vector = ordinal < byOrdinal.length ? byOrdinal[ordinal] : null;
        if (vector == null) {
            throw new NoSuchElementException("no vector " + ordinal);
        }
        return vector;
    }

    /// Those of one vector, copied.
    float[] components(int ordinal) {
        VectorFloat<?> vector = getVector(ordinal);
        float[] components = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            components[i] = vector.get(i);
        }
        return components;
    }

    @Override
    public int size() {
        return arrived;
    }

    @Override
    public int dimension() {
        return dimensions;
    }

    @Override
    public boolean isValueShared() {
        return false;
    }

    @Override
    public RandomAccessVectorValues copy() {
        return this;
    }
}
