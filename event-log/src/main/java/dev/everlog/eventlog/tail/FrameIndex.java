package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.FrameWalk.Place;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where each frame stands, for random access by position: 24 bytes a frame. Thread-safe. */
final class FrameIndex {
    private static final int ROW = 3; // first position, number of the generation, offset

    private long[] rows = new long[ROW * 1024];
    private int frames;
    private final List<Generation> generations = new ArrayList<>();

    synchronized void add(long firstPosition, Place place) {
        if (frames * ROW == rows.length) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        if (generations.isEmpty() || !generations.getLast().equals(place.generation())) {
            generations.add(place.generation());
        }
        rows[frames * ROW] = firstPosition;
        rows[frames * ROW + 1] = generations.size() - 1L;
        rows[frames * ROW + 2] = place.offset();
        frames++;
    }

    /** What there is now, to be written later. */
    synchronized Snapshots.Contents saved() {
        long[] now = rows; // what is in it never changes
        int size = frames * ROW;
        List<Generation> named = List.copyOf(generations);
        return out -> {
            out.writeInt(named.size());
            for (Generation generation : named) {
                out.writeUTF(generation.name());
            }
            SavedNumbers.write(out, now, size);
        };
    }

    /** Takes the place of what was in it. */
    synchronized void restore(DataInputStream in) throws IOException {
        generations.clear();
        for (int left = in.readInt(); left > 0; left--) {
            generations.add(Generation.named(in.readUTF()).orElseThrow());
        }
        long[] saved = SavedNumbers.longs(in);
        frames = saved.length / ROW;
        rows = Arrays.copyOf(saved, Math.max(ROW * 1024, saved.length));
    }

    synchronized void clear() {
        generations.clear();
        frames = 0;
    }

    /** Whether it lacks no frame behind the position. */
    synchronized boolean goesOnBehind(Position position) {
        return frames > 0 && rows[0] <= position.value() + 1;
    }

    /** Those that frames stand in which go on behind the position, in order. */
    synchronized List<Generation> generationsBehind(Position position) {
        Row first = holding(position.value() + 1);
        return first == null
                ? List.of()
                : List.copyOf(
                        generations.subList(
                                generations.indexOf(first.place().generation()),
                                generations.size()));
    }

    /** The one that the last frame stands in. */
    synchronized Generation newest() {
        return generations.getLast();
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
        return high < 0 ? null : new Row(rows[high * ROW], place(high));
    }

    /** The first frame of the last generation. */
    synchronized Row beginningOfLast() {
        Generation generation = generations.getLast();
        int row = frames - 1;
        while (row > 0 && place(row - 1).generation().equals(generation)) {
            row--;
        }
        return new Row(rows[row * ROW], place(row));
    }

    private Place place(int row) {
        return new Place(generations.get((int) rows[row * ROW + 1]), rows[row * ROW + 2]);
    }
}
