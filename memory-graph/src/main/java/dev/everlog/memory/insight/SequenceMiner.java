package dev.everlog.memory.insight;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * Finds sequences of types that more groups hold than chance would have it. Sequences grow by one type from those that
 * were found, as in PrefixSpan (J. Pei et al., 2001), over minimal occurrences, which make a window on the whole
 * occurrence possible (H. Mannila et al., Discovery of frequent episodes in event sequences, 1997). A step counts if
 * the type follows in more groups than it would if events within each group were in random order; so random data are
 * silent, however frequent their sequences are. A longer one is found only if its beginnings are. Deterministic.
 * Confined to one call.
 *
 * @see Followers#expected
 */
public final class SequenceMiner {
    /** Types: longer ones are seen as several. */
    static final int MAX_LENGTH = 5;

    /** Events looked at, again and again: about a second. */
    private static final long MAX_WORK = 100_000_000;

    /** Of the two chances of {@link Followers#expected} the better one is taken. */
    private static final int CHANCES = 2;

    private final EventGroups groups;
    private final int minSupport;
    private final int[] reach;
    private final Chance chance;
    private final Queue<Occurrences> open = new ArrayDeque<>();
    private final List<Pattern> found = new ArrayList<>();
    private int tested;
    private long work;

    private SequenceMiner(EventGroups groups, long window, int minSupport) {
        this.groups = groups;
        this.minSupport = minSupport;
        this.reach = groups.reach(window);
        this.chance = new Chance(groups.events());
    }

    /**
     * Looks for sequences.
     *
     * @param window from the first to the last event, in microseconds
     * @param minSupport groups
     */
    public static Patterns mine(EventGroups groups, long window, int minSupport) {
        return new SequenceMiner(groups, window, minSupport).mine();
    }

    private Patterns mine() {
        Occurrences.ofEachType(groups).stream()
                .filter(type -> type.groups() >= minSupport)
                .forEach(open::add);
        double types = open.size();
        while (!open.isEmpty() && work < MAX_WORK) {
            Occurrences prefix = open.remove();
            grow(
                    prefix,
                    Chance.least(CHANCES * MAX_LENGTH * Math.pow(types, prefix.length() + 1.0)));
        }
        return new Patterns(closed(simplest(found)), tested, !open.isEmpty());
    }

    private void grow(Occurrences prefix, double least) {
        Followers followers = Followers.of(prefix, reach, chance);
        work += followers.lookedAt();
        for (int type = 0; type < groups.types(); type++) {
            if (followers.support(type) < minSupport) {
                continue;
            }
            if (prefix.has(type)) {
                enqueue(
                        prefix.then(
                                type,
                                reach)); // no order to be tested, but what follows then may have
                // one
            } else if (test(followers, type, least)) {
                Occurrences longer = prefix.then(type, reach);
                found.add(followers.pattern(longer, type));
                enqueue(longer);
            }
        }
    }

    private boolean test(Followers followers, int type, double least) {
        tested++;
        return followers.support(type) >= Pattern.LEAST_LIFT * followers.expected(type)
                && followers.ratio(type) >= least;
    }

    private void enqueue(Occurrences longer) {
        if (longer.length() < MAX_LENGTH) {
            open.add(longer);
        }
    }

    /** Of those that differ only in how often a type is repeated, the surest. */
    private static List<Pattern> simplest(List<Pattern> found) {
        Map<List<Integer>, Pattern> simplest = new LinkedHashMap<>();
        for (Pattern pattern : found) {
            simplest.merge(once(pattern.types()), pattern, (a, b) -> b.ratio() > a.ratio() ? b : a);
        }
        return List.copyOf(simplest.values());
    }

    private static List<Integer> once(List<Integer> types) {
        List<Integer> once = new ArrayList<>();
        for (Integer type : types) {
            if (once.isEmpty() || !once.getLast().equals(type)) {
                once.add(type);
            }
        }
        return once;
    }

    /** Without those that are always a part of one longer sequence. */
    private static List<Pattern> closed(List<Pattern> found) {
        return found.stream()
                .filter(part -> longer(found, part).noneMatch(whole -> isPart(part, whole)))
                .toList();
    }

    private static Stream<Pattern> longer(List<Pattern> found, Pattern part) {
        return found.stream()
                .filter(whole ->
                        whole.support() == part.support()
                                && whole.types().size() > part.types().size());
    }

    private static boolean isPart(Pattern part, Pattern whole) {
        int matched = 0;
        for (Integer type : whole.types()) {
            if (matched < part.types().size() && part.types().get(matched).equals(type)) {
                matched++;
            }
        }
        return matched == part.types().size();
    }
}
