package dev.everlog.memory.insight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Groups of random events, in some of which something is planted. Confined to one test. */
final class Planted {
    static final int TYPES = 20;

    /** Microseconds between events; those that were planted follow each other in a hundredth of it. */
    static final long GAP = 1_000_000;

    private record Event(int type, long at) {}

    private final Random random;
    private final List<List<Event>> groups = new ArrayList<>();

    /** Types are as unequal as in life: each is a fifth rarer than the one before. */
    Planted(long seed, int groups, int shortest, int longest) {
        random = new Random(seed);
        for (int i = 0; i < groups; i++) {
            int length = random.nextInt(shortest, longest + 1);
            List<Event> group = new ArrayList<>();
            for (int at = 0; at < length; at++) {
                group.add(new Event(anyType(), random.nextLong(GAP * length)));
            }
            this.groups.add(group);
        }
    }

    private int anyType() {
        int type = 0;
        while (random.nextInt(5) > 0) {
            type = (type + 1) % TYPES;
        }
        return type;
    }

    /** Puts the types, in this order and close together, into a share of the groups. */
    Planted sequence(double share, int... types) {
        for (List<Event> group : groups) {
            if (random.nextDouble() < share) {
                long at = random.nextLong(GAP * group.size());
                for (int i = 0; i < types.length; i++) {
                    group.add(new Event(types[i], at + i * GAP / 100));
                }
            }
        }
        return this;
    }

    /** Puts the types, in any order and anywhere, into a share of the groups. */
    Planted together(double share, int... types) {
        for (List<Event> group : groups) {
            if (random.nextDouble() < share) {
                long end = GAP * group.size();
                IntStream.of(types)
                        .forEach(type -> group.add(new Event(type, random.nextLong(end))));
            }
        }
        return this;
    }

    /** The types of all events in random order, on the same events: what was planted is gone. */
    Planted shuffled() {
        List<Integer> types = new ArrayList<>();
        groups.forEach(group -> group.forEach(event -> types.add(event.type)));
        Collections.shuffle(types, random);
        int next = 0;
        for (List<Event> group : groups) {
            for (int i = 0; i < group.size(); i++) {
                group.set(i, new Event(types.get(next++), group.get(i).at));
            }
        }
        return this;
    }

    EventGroups events() {
        var events = new EventGroups.Events(groups.stream().mapToInt(List::size).sum());
        int position = 0;
        for (int group = 0; group < groups.size(); group++) {
            for (Event event : groups.get(group)) {
                events.add(group, event.type, event.at, ++position);
            }
        }
        return EventGroups.of(events);
    }
}
