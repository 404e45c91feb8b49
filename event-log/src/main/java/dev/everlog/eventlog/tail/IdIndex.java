package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.StoredEvent;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * The position of each id: a print of 64 bits for every event, in order of position, and a hash table over them with
 * linear probing. About 20 bytes an event, where a map of objects takes 90. Two ids with one print are told apart by
 * the event itself, so that no answer depends on luck. Confined to one thread.
 */
final class IdIndex {
    private static final int FIRST_SLOTS = 1 << 10;

    private final LongFunction<StoredEvent> stored;
    private long[] prints = new long[FIRST_SLOTS]; // of the event at position i + 1
    private int size;
    private int[] slots = new int[FIRST_SLOTS]; // positions, 0 for none

    /** @param stored reads the event at a position that was added */
    IdIndex(LongFunction<StoredEvent> stored) {
        this.stored = stored;
    }

    /** Takes the id of the next position. */
    void add(UUID id) {
        if (size == prints.length) {
            prints = Arrays.copyOf(prints, size + (size >> 1));
        }
        prints[size++] = print(id);
        if (size > slots.length / 4 * 3) {
            rehash(slots.length * 2);
        } else {
            place(size);
        }
    }

    /** Events that were added: the last position. */
    int size() {
        return size;
    }

    /** Position of the event with this id, 0 if there is none. Reads an event when there seems to be one. */
    long find(UUID id) {
        long print = print(id);
        for (int slot = slot(print); slots[slot] != 0; slot = next(slot)) {
            int position = slots[slot];
            if (prints[position - 1] == print && stored.apply(position).event().id().equals(id)) {
                return position;
            }
        }
        return 0;
    }

    private void place(int position) {
        int slot = slot(prints[position - 1]);
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = position;
    }

    private void rehash(int slotCount) {
        slots = new int[slotCount];
        for (int position = 1; position <= size; position++) {
            place(position);
        }
    }

    private int slot(long print) {
        return (int) print & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    /** Both halves count for each bit: ids made in a row differ in few. */
    private static long print(UUID id) {
        return mix(id.getMostSignificantBits() + mix(id.getLeastSignificantBits()));
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long value) {
        long a = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        long b = (a ^ a >>> 33) * 0xC4CEB9FE1A85EC53L;
        return b ^ b >>> 33;
    }

    /** What there is now, to be written later. */
    Snapshots.Contents saved() {
        long[] now = prints; // what is in it never changes
        int count = size;
        return out -> SavedNumbers.write(out, now, count);
    }

    /** Takes the place of what was in it. */
    void restore(DataInputStream in) throws IOException {
        long[] saved = SavedNumbers.longs(in);
        size = saved.length;
        prints = Arrays.copyOf(saved, Math.max(FIRST_SLOTS, size));
        rehash(Math.max(FIRST_SLOTS, Integer.highestOneBit(size) * 4));
    }

    void clear() {
        size = 0;
        Arrays.fill(slots, 0);
    }
}
