package dev.everlog.memory.recall;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.vector.TextKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different texts of events, numbered from 0 in the order in which they first came, and which events have them: many
 * events say the same. Thread-safe by its own monitor. 8 bytes for each event and about 120 for each text.
 */
final class Wordings {
    private static final int NONE = -1;

    private final Map<TextKey, Integer> numbers = new HashMap<>(); // guarded by this
    private final List<TextKey> keys = new ArrayList<>(); // by text; guarded by this
    private int[] first = new int[64]; // event by text; guarded by this
    private int[] last = new int[64]; // event by text; guarded by this
    private int[] text = new int[64]; // by event; guarded by this
    private int[] before = new int[64]; // the event before with the same text; guarded by this
    private int events; // guarded by this

    /**
     * Takes in the next event of the log.
     *
     * @return whether no event before had this text
     */
    synchronized boolean add(TextKey key) {
        text = room(text, events);
        before = room(before, events);
        Integer known = numbers.putIfAbsent(key, keys.size());
        int number = known == null ? keys.size() : known;
        if (known == null) {
            first = room(first, number);
            last = room(last, number);
            keys.add(key);
            first[number] = events;
        }
        text[events] = number;
        before[events] = known == null ? NONE : last[number];
        last[number] = events++;
        return known == null;
    }

    private static int[] room(int[] array, int index) {
        return index < array.length ? array : Arrays.copyOf(array, index + index / 2);
    }

    /** Of the last event that was taken in. */
    synchronized Position through() {
        return new Position(events);
    }

    synchronized int texts() {
        return keys.size();
    }

    /** How many texts there were as of a position. */
    synchronized int texts(Position through) {
        int end = Math.toIntExact(Math.min(through.value(), events));
        int found = Arrays.binarySearch(first, 0, keys.size(), end);
        return found < 0 ? -found - 1 : found;
    }

    synchronized TextKey key(int number) {
        return keys.get(number);
    }

    /** The newest event with a text. */
    synchronized Position newest(int number) {
        return new Position(last[number] + 1L);
    }

    /** The texts of some events: bits are positions minus one, and numbers of texts. O(events). */
    synchronized BitSet texts(BitSet of) {
        BitSet texts = new BitSet(keys.size());
        for (int event = of.nextSetBit(0);
                event >= 0 && event < events;
                event = of.nextSetBit(event + 1)) {
            texts.set(text[event]);
        }
        return texts;
    }

    /** Positions of those of some events that have a text, newest first. O(events with it). */
    synchronized List<Position> with(int number, BitSet among, int atMost) {
        List<Position> found = new ArrayList<>();
        for (int event = last[number];
                event != NONE && found.size() < atMost;
                event = before[event]) {
            if (among.get(event)) {
                found.add(new Position(event + 1L));
            }
        }
        return found;
    }
}
