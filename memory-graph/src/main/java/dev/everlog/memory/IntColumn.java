package dev.everlog.memory;

import java.util.Arrays;

/** A list of ints that never shrinks, four bytes each. */
final class IntColumn {
    private int[] values = new int[16];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    void set(int index, int value) {
        values[index] = value;
    }

    int get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    void digest(Canonical out) {
        out.add(size);
        for (int i = 0; i < size; i++) {
            out.add(values[i]);
        }
    }
}
