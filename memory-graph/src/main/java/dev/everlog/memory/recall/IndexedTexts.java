package dev.everlog.memory.recall;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.SavedNumbers;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.vector.TextKey;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;

/** The texts that were indexed, by ordinal: where they stand and under which key their vectors are. 24 bytes each. */
final class IndexedTexts {
    private static final int ROW = 3; // position, high and low half of the key

    private long[] rows = new long[ROW * 64];
    private int size;

    /** Takes the next ordinal. */
    void add(Position position, TextKey key) {
        if (size * ROW == rows.length) {
            rows = Arrays.copyOf(rows, rows.length + ROW * (size >> 1));
        }
        rows[size * ROW] = position.value();
        rows[size * ROW + 1] = key.high();
        rows[size * ROW + 2] = key.low();
        size++;
    }

    int size() {
        return size;
    }

    /** How many there were as of a position. */
    int through(Position end) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (position(middle).isAfter(end)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    Position position(int ordinal) {
        return new Position(rows[ordinal * ROW]);
    }

    TextKey key(int ordinal) {
        return new TextKey(rows[ordinal * ROW + 1], rows[ordinal * ROW + 2]);
    }

    /** What there is now, to be written later. */
    Snapshots.Contents saved() {
        long[] now = rows; // what is in it never changes
        int count = size * ROW;
        return out -> SavedNumbers.write(out, now, count);
    }

    static IndexedTexts restored(DataInputStream in) throws IOException {
        IndexedTexts texts = new IndexedTexts();
        long[] saved = SavedNumbers.longs(in);
        texts.size = saved.length / ROW;
        texts.rows = Arrays.copyOf(saved, Math.max(ROW * 64, saved.length));
        return texts;
    }
}
