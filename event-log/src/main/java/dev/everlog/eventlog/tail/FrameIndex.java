package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.tail.FrameWalk.Place;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where each frame stands, for random access by position: 24 bytes a frame. Thread-safe. */
final class FrameIndex {
    private static final int ROW = 3; // first position, generation, offset

    private long[] rows = new long[ROW * 1024];
    private int frames;

    synchronized void add(long firstPosition, Place place) {
        if (frames * ROW == rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        rows[frames * ROW] = firstPosition;
        rows[frames * ROW + 1] = place.generation();
        rows[frames * ROW + 2] = place.offset();
        frames++;
    }

    /** A frame's first position and place. */
    record Row(long firstPosition, Place place) {}

    /** The frame that holds the position, or the last one before it; null in an empty log. */
    synchronized @Nullable Row holding(long position) {
        int low = 0;
        int high = frames - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (rows[middle * ROW] <= position) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0
                ? null
                : new Row(rows[high * ROW], new Place(rows[high * ROW + 1], rows[high * ROW + 2]));
    }
}
