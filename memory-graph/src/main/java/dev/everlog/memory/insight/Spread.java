package dev.everlog.memory.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** How types are spread over groups of unequal size. Immutable once counted. */
final class Spread {
    private final EventGroups events;
    private final Chance chance;
    private final int[] counts;
    private final int[] groups;

    /** For each type how many of its groups have how many events of other types. */
    private final List<TreeMap<Integer, Integer>> others;

    private Spread(EventGroups events) {
        this.events = events;
        this.chance = new Chance(events.events());
        this.counts = new int[events.types()];
        this.groups = new int[events.types()];
        this.others =
                IntStream.range(0, events.types())
                        .mapToObj(type -> new TreeMap<Integer, Integer>())
                        .toList();
    }

    static Spread of(EventGroups events) {
        Spread spread = new Spread(events);
        int[] inGroup = new int[events.types()];
        for (int group = 0; group < events.groups(); group++) {
            spread.count(group, inGroup);
        }
        return spread;
    }

    /** @param inGroup zeros, and again afterwards */
    private void count(int group, int[] inGroup) {
        for (int event = events.start(group); event < events.end(group); event++) {
            inGroup[events.type(event)]++;
        }
        int size = events.end(group) - events.start(group);
        for (int event = events.start(group); event < events.end(group); event++) {
            int type = events.type(event);
            if (inGroup[type] > 0) {
                counts[type] += inGroup[type];
                groups[type]++;
                others.get(type).merge(size - inGroup[type], 1, Integer::sum);
                inGroup[type] = 0;
            }
        }
    }

    private BitSet present(int group) {
        BitSet present = new BitSet();
        for (int event = events.start(group); event < events.end(group); event++) {
            present.set(events.type(event));
        }
        return present;
    }

    /** Groups that have the type. */
    int groups(int type) {
        return groups[type];
    }

    /** At most so many types that so many groups have at least, the most widespread first. */
    int[] widest(int minSupport, int most) {
        return IntStream.range(0, groups.length)
                .filter(type -> groups[type] >= minSupport)
                .boxed()
                .sorted((a, b) -> Integer.compare(groups[b], groups[a]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** In how many groups two types are, at the larger of their indexes in the list and then the smaller. */
    int[][] together(int[] types) {
        int[] indexes = new int[events.types()];
        Arrays.fill(indexes, -1);
        IntStream.range(0, types.length).forEach(i -> indexes[types[i]] = i);
        int[][] together = new int[types.length][];
        Arrays.setAll(together, int[]::new);
        for (int group = 0; group < events.groups(); group++) {
            int[] present =
                    present(group).stream()
                            .map(type -> indexes[type])
                            .filter(index -> index >= 0)
                            .sorted()
                            .toArray();
            for (int a = 1; a < present.length; a++) {
                for (int b = 0; b < a; b++) {
                    together[present[a]][present[b]]++;
                }
            }
        }
        return together;
    }

    /** In how many groups of the one the other would be by chance, whichever of both chances is the greater. */
    double expected(int one, int other) {
        double bySize = 0;
        for (var size : others.get(one).entrySet()) {
            int slots = events.events() - counts[one];
            bySize += size.getValue() * chance.hit(slots, size.getKey(), counts[other]);
        }
        double bySpread = (double) groups[one] * groups[other] / events.groups();
        return Math.min(groups[one], Math.max(bySize, bySpread));
    }

    /** Positions of the first event of each type, in the first groups that have both. */
    List<List<Long>> examples(int one, int other) {
        List<List<Long>> examples = new ArrayList<>();
        for (int group = 0;
                group < events.groups() && examples.size() < Pattern.EXAMPLES;
                group++) {
            long first = first(group, one);
            long second = first(group, other);
            if (first > 0 && second > 0) {
                examples.add(List.of(Math.min(first, second), Math.max(first, second)));
            }
        }
        return examples;
    }

    /** 0 if there is none. */
    private long first(int group, int type) {
        return IntStream.range(events.start(group), events.end(group))
                .filter(event -> events.type(event) == type)
                .mapToLong(events::position)
                .findFirst()
                .orElse(0);
    }
}
