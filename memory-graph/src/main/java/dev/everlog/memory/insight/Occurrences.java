package dev.everlog.memory.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a sequence of types occurs: its minimal occurrences, of which no other is a part, in ascending order. Immutable.
 *
 * @see SequenceMiner
 */
final class Occurrences {
    private final EventGroups events;
    private final int[] types;
    private final int[] firsts;
    private final int[] lasts;

    private Occurrences(EventGroups events, int[] types, int[] firsts, int[] lasts) {
        this.events = events;
        this.types = types;
        this.firsts = firsts;
        this.lasts = lasts;
    }

    static List<Occurrences> ofEachType(EventGroups events) {
        int[] counts = new int[events.types()];
        for (int event = 0; event < events.events(); event++) {
            counts[events.type(event)]++;
        }
        int[][] of = new int[events.types()][];
        Arrays.setAll(of, type -> new int[counts[type]]);
        for (int event = events.events() - 1; event >= 0; event--) {
            int type = events.type(event);
            of[type][--counts[type]] = event;
        }
        return IntStream.range(0, of.length)
                .mapToObj(type -> new Occurrences(events, new int[] {type}, of[type], of[type]))
                .toList();
    }

    /** Those of the sequence and one more type, which lie in the reach of their first event. */
    Occurrences then(int type, int[] reach) {
        int[] from = new int[size()];
        int[] to = new int[size()];
        int count = 0;
        int next = 0;
        for (int i = 0; i < size(); i++) {
            next = Math.max(next, lasts[i] + 1);
            while (next <= reach[firsts[i]] && events.type(next) != type) {
                next++;
            }
            if (next <= reach[firsts[i]]) {
                count -=
                        count > 0 && to[count - 1] == next
                                ? 1
                                : 0; // the later beginning is the shorter
                from[count] = firsts[i];
                to[count++] = next;
            }
        }
        int[] longer = Arrays.copyOf(types, types.length + 1);
        longer[types.length] = type;
        return new Occurrences(
                events, longer, Arrays.copyOf(from, count), Arrays.copyOf(to, count));
    }

    EventGroups events() {
        return events;
    }

    int size() {
        return firsts.length;
    }

    int first(int occurrence) {
        return firsts[occurrence];
    }

    int last(int occurrence) {
        return lasts[occurrence];
    }

    int group(int occurrence) {
        return events.group(firsts[occurrence]);
    }

    /** In how many groups it occurs. */
    int groups() {
        return (int) IntStream.range(0, size()).filter(this::opensGroup).count();
    }

    /** Whether it is the first occurrence in its group. */
    private boolean opensGroup(int occurrence) {
        return occurrence == 0 || group(occurrence) != group(occurrence - 1);
    }

    int length() {
        return types.length;
    }

    int type(int index) {
        return types[index];
    }

    boolean has(int type) {
        return Arrays.stream(types).anyMatch(one -> one == type);
    }

    List<Integer> types() {
        return Arrays.stream(types).boxed().toList();
    }

    /** Positions of the first occurrence in each of the first groups. */
    List<List<Long>> examples() {
        return IntStream.range(0, size())
                .filter(this::opensGroup)
                .limit(Pattern.EXAMPLES)
                .mapToObj(this::positions)
                .toList();
    }

    private List<Long> positions(int occurrence) {
        List<Long> positions = new ArrayList<>();
        for (int event = firsts[occurrence]; positions.size() < types.length; event++) {
            if (events.type(event) == types[positions.size()]) {
                positions.add(events.position(event));
            }
        }
        return positions;
    }
}
