package dev.everlog.memory;

import dev.everlog.eventlog.tail.SavedNumbers;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** A list of ints that never shrinks, four bytes each. */
final class IntColumn {
    private static final int FEWEST = 16;

    private int[] values;
    private int size;

    IntColumn() {
        this(new int[FEWEST], 0);
    }

    private IntColumn(int[] values, int size) {
        this.values = values;
        this.size = size;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, FEWEST + size + (size >> 1));
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

    /** What is in it now, without a copy; good while this one is only added to. */
    IntColumn frozen() {
        return new IntColumn(values, size);
    }

    void writeTo(DataOutputStream out) throws IOException {
        SavedNumbers.write(out, values, size);
    }

    static IntColumn readFrom(DataInputStream in) throws IOException {
        int[] values = SavedNumbers.ints(in);
        return new IntColumn(values, values.length);
    }

    void digest(Canonical out) {
        out.add(size);
        for (int i = 0; i < size; i++) {
            out.add(values[i]);
        }
    }
}
