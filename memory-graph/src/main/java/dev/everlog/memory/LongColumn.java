package dev.everlog.memory;

import dev.everlog.eventlog.tail.SavedNumbers;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** A list of longs that only grows, eight bytes each. */
final class LongColumn {
    private static final int FEWEST = 16;

    private long[] values;
    private int size;

    LongColumn() {
        this(new long[FEWEST], 0);
    }

    private LongColumn(long[] values, int size) {
        this.values = values;
        this.size = size;
    }

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, FEWEST + size + (size >> 1));
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

    /** What is in it now, without a copy; good while this one is only added to. */
    LongColumn frozen() {
        return new LongColumn(values, size);
    }

    void writeTo(DataOutputStream out) throws IOException {
        SavedNumbers.write(out, values, size);
    }

    static LongColumn readFrom(DataInputStream in) throws IOException {
        long[] values = SavedNumbers.longs(in);
        return new LongColumn(values, values.length);
    }

    void digest(Canonical out) {
        out.add(size);
        for (int i = 0; i < size; i++) {
            out.add(values[i]);
        }
    }
}
