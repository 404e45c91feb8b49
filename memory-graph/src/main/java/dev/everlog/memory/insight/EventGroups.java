package dev.everlog.memory.insight;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Events in groups (of a subject, of a session), in each by time and, at the same time, in the order they were given.
 * Events are numbered from 0 through all groups. Columns, 28 bytes an event. Immutable.
 */
public final class EventGroups {
    private final int[] starts;
    private final int[] groups;
    private final int[] types;
    private final long[] micros;
    private final long[] positions;
    private final int typeCount;

    private EventGroups(int[] starts, int[] order, Events events) {
        this.starts = starts;
        this.groups = Arrays.stream(order).map(i -> events.groups[i]).toArray();
        this.types = Arrays.stream(order).map(i -> events.types[i]).toArray();
        this.micros = Arrays.stream(order).mapToLong(i -> events.micros[i]).toArray();
        this.positions = Arrays.stream(order).mapToLong(i -> events.positions[i]).toArray();
        this.typeCount = Arrays.stream(types).max().orElse(-1) + 1;
    }

    /** Events as they come, in columns of one length; groups and types are dense numbers from 0. Confined. */
    public static final class Events {
        private final int[] groups;
        private final int[] types;
        private final long[] micros;
        private final long[] positions;
        private int size;

        public Events(int capacity) {
            groups = new int[capacity];
            types = new int[capacity];
            micros = new long[capacity];
            positions = new long[capacity];
        }

        /** At most as many as there is capacity for. */
        public void add(int group, int type, long atMicros, long position) {
            groups[size] = group;
            types[size] = type;
            micros[size] = atMicros;
            positions[size++] = position;
        }
    }

    /** Takes what was added so far. As dear as one pass, and sorting what was told out of order. */
    public static EventGroups of(Events events) {
        int count = Arrays.stream(events.groups, 0, events.size).max().orElse(-1) + 1;
        int[] starts = new int[count + 1];
        for (int i = 0; i < events.size; i++) {
            starts[events.groups[i] + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] order = new int[events.size];
        int[] next = starts.clone();
        for (int i = 0; i < events.size; i++) {
            order[next[events.groups[i]]++] = i;
        }
        for (int group = 0; group < count; group++) {
            byTime(order, starts[group], starts[group + 1], events.micros);
        }
        return new EventGroups(starts, order, events);
    }

    private static void byTime(int[] order, int from, int to, long[] micros) {
        boolean inOrder =
                IntStream.range(from + 1, to)
                        .allMatch(i -> micros[order[i - 1]] <= micros[order[i]]);
        if (!inOrder) {
            int[] sorted =
                    IntStream.range(from, to)
                            .mapToObj(i -> order[i])
                            .sorted(Comparator.comparingLong(i -> micros[i]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            System.arraycopy(sorted, 0, order, from, sorted.length);
        }
    }

    public int groups() {
        return starts.length - 1;
    }

    /** Of all groups. */
    public int events() {
        return types.length;
    }

    /** Types are below this. */
    public int types() {
        return typeCount;
    }

    int start(int group) {
        return starts[group];
    }

    /** The event after the last of a group. */
    int end(int group) {
        return starts[group + 1];
    }

    int group(int event) {
        return groups[event];
    }

    int type(int event) {
        return types[event];
    }

    long position(int event) {
        return positions[event];
    }

    /** For each event the last one of its group that is at most so much later. */
    int[] reach(long window) {
        int[] reach = new int[types.length];
        int last = 0;
        for (int event = 0; event < types.length; event++) {
            last = Math.max(last, event);
            while (last + 1 < end(groups[event]) && micros[last + 1] - micros[event] <= window) {
                last++;
            }
            reach[event] = last;
        }
        return reach;
    }
}
