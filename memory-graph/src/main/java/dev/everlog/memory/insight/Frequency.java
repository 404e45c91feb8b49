package dev.everlog.memory.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How often a type occurs. Immutable.
 *
 * @param groups that have it
 * @param examples positions of its first events in the first groups
 */
public record Frequency(int type, int events, int groups, List<Long> examples) {
    /** Types that so many groups have at least, the most frequent first. As dear as one pass. */
    public static List<Frequency> of(EventGroups groups, int minSupport) {
        int[] events = new int[groups.types()];
        int[] support = new int[groups.types()];
        int[] lastGroup = new int[groups.types()]; // plus one
        List<List<Long>> examples = new ArrayList<>();
        for (int type = 0; type < groups.types(); type++) {
            examples.add(new ArrayList<>());
        }
        for (int event = 0; event < groups.events(); event++) {
            int type = groups.type(event);
            events[type]++;
            if (lastGroup[type] == groups.group(event) + 1) {
                continue;
            }
            lastGroup[type] = groups.group(event) + 1;
            support[type]++;
            if (support[type] <= Pattern.EXAMPLES) {
                examples.get(type).add(groups.position(event));
            }
        }
        List<Frequency> frequencies = new ArrayList<>();
        for (int type = 0; type < groups.types(); type++) {
            frequencies.add(new Frequency(type, events[type], support[type], examples.get(type)));
        }
        frequencies.removeIf(frequency -> frequency.groups < minSupport);
        frequencies.sort(
                Comparator.comparingInt(Frequency::events)
                        .reversed()
                        .thenComparingInt(Frequency::type));
        return frequencies;
    }
}
