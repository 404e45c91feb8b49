package dev.everlog.memory.insight;

/**
 * What follows a sequence in its reach, by type: in how many groups it does, and in how many it would by chance.
 * Confined.
 *
 * @see SequenceMiner
 */
final class Followers {
    private final Occurrences prefix;
    private final EventGroups events;
    private final int[] reach;
    private final Chance chance;
    private final int[] support;
    private final int[] trials;
    private final double[] byPlace;
    private final double[] byOrder;
    private final boolean[] inPrefix;
    private final boolean lastOnce;

    // Of the group that is counted: events of each type, those that follow, those after the prefix
    // but for its last.
    private final int[] ofGroup;
    private final int[] following;
    private final int[] late;
    private long lookedAt;

    private Followers(Occurrences prefix, int[] reach, Chance chance) {
        this.prefix = prefix;
        this.events = prefix.events();
        this.reach = reach;
        this.chance = chance;
        this.support = new int[events.types()];
        this.trials = new int[events.types()];
        this.byPlace = new double[events.types()];
        this.byOrder = new double[events.types()];
        this.inPrefix = new boolean[events.types()];
        prefix.types().forEach(type -> inPrefix[type] = true);
        this.lastOnce =
                prefix.types().indexOf(prefix.type(prefix.length() - 1)) == prefix.length() - 1;
        this.ofGroup = new int[events.types()];
        this.following = new int[events.types()];
        this.late = new int[events.types()];
    }

    static Followers of(Occurrences prefix, int[] reach, Chance chance) {
        Followers followers = new Followers(prefix, reach, chance);
        int occurrence = 0;
        while (occurrence < prefix.size()) {
            occurrence = followers.group(occurrence);
        }
        return followers;
    }

    /** Counts the group in which an occurrence is the first; gives the first of the next group. */
    private int group(int first) {
        int group = prefix.group(first);
        int occurrence = first;
        int covered = 0; // events that follow and could be of any type
        int next = 0;
        for (; occurrence < prefix.size() && prefix.group(occurrence) == group; occurrence++) {
            next = Math.max(next, prefix.last(occurrence) + 1);
            for (; next <= reach[prefix.first(occurrence)]; next++) {
                following[events.type(next)]++;
                covered += inPrefix[events.type(next)] ? 0 : 1;
            }
        }
        count(group, covered);
        return occurrence;
    }

    private void count(int group, int covered) {
        int slots = 0;
        int matched = 0;
        for (int event = events.start(group); event < events.end(group); event++) {
            int type = events.type(event);
            ofGroup[type]++;
            slots += inPrefix[type] ? 0 : 1;
            if (matched == prefix.length() - 1) {
                late[type]++;
            } else if (type == prefix.type(matched)) {
                matched++;
            }
        }
        int last = prefix.type(prefix.length() - 1);
        int lasts = ofGroup[last];
        int lateLasts = late[last];
        for (int event = events.start(group); event < events.end(group); event++) {
            int type = events.type(event);
            if (ofGroup[type] > 0) {
                count(type, slots, covered, lasts, lateLasts);
            }
        }
        lookedAt += 2L * (events.end(group) - events.start(group)) + prefix.length();
    }

    private void count(int type, int slots, int covered, int lasts, int lateLasts) {
        support[type] += following[type] > 0 ? 1 : 0;
        trials[type]++;
        if (!inPrefix[type]) {
            byPlace[type] += chance.hit(slots, covered, ofGroup[type]);
            byOrder[type] +=
                    lastOnce ? chance.inOrder(lasts, ofGroup[type], lateLasts + late[type]) : 1;
        }
        ofGroup[type] = 0;
        following[type] = 0;
        late[type] = 0;
    }

    long lookedAt() {
        return lookedAt;
    }

    /** In how many groups the type follows. */
    int support(int type) {
        return support[type];
    }

    /**
     * By the chance that explains less of it: where all events are in random order that are of no type of the sequence;
     * or those of the type and of the last of the sequence among each other, in any time, for a life cycle has nothing
     * else in it.
     */
    double expected(int type) {
        return Math.min(byPlace[type], byOrder[type]);
    }

    double ratio(int type) {
        return Chance.ratio(trials[type], support[type], expected(type));
    }

    Pattern pattern(Occurrences longer, int type) {
        return new Pattern(
                longer.types(),
                support[type],
                trials[type],
                expected(type),
                ratio(type),
                null,
                longer.examples());
    }
}
