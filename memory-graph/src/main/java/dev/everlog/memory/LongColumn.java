package dev.everlog.memory;

import java.util.Arrays;

/** A list of longs that only grows, eight bytes each. */
final class LongColumn {
    private long[] values = new long[16];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    /** How many values are at most this one, if they are in ascending order. */
    int countUpTo(long value) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void digest(Canonical out) {
        out.add(size);
        for (int i = 0; i < size; i++) {
            out.add(values[i]);
        }
    }
}
