package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.insight.CoOccurrence;
import dev.everlog.memory.insight.EventGroups;
import dev.everlog.memory.insight.SequenceMiner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What types of events come together. Immutable.
 *
 * @param within what makes events belong together
 * @param minSupport groups that must have it
 * @param window a sequence lies within so much time, and what co-occurs in the same such part of time; null for all of
 *     the group
 */
public record FindPatterns(
        EventQuery events, Kind kind, Within within, int minSupport, @Nullable Duration window) {
    /** Events, the newest: for more, half a gigabyte and many seconds would be needed. */
    public static final int MAX_EVENTS = 500_000;

    /** What is looked for. */
    public enum Kind {
        /** Types by how often they occur; no chance is held against that. */
        FREQUENCY,
        /** Types one after the other. */
        SEQUENCE,
        /** Pairs of types in any order. */
        CO_OCCURRENCE
    }

    /** What is a group. */
    public enum Within {
        SUBJECT,
        SESSION
    }

    /**
     * A pattern.
     *
     * @param types in order of time for a sequence
     * @param support groups that have it
     * @param events of the type; null but for {@link Kind#FREQUENCY}, where what follows is null
     * @param expected groups that would have it by chance
     * @param lift how many times as many do
     * @param score log-likelihood ratio, the larger the surer
     * @param jaccard of the groups that have one of a pair the share that has both; null for a sequence
     * @param examples events of some groups
     */
    public record Pattern(
            List<String> types,
            int support,
            @Nullable Integer events,
            @Nullable Double expected,
            @Nullable Double lift,
            @Nullable Double score,
            @Nullable Double jaccard,
            List<List<Position>> examples) {}

    /**
     * The answer.
     *
     * @param patterns the surest first, or the most frequent
     * @param groups that were looked at
     * @param events that were looked at
     * @param tested candidates that were held against chance
     * @param cut what was left out by a limit, null if nothing was
     */
    public record Result(
            List<Pattern> patterns, int groups, int events, int tested, @Nullable String cut) {}

    public FindPatterns {
        Checks.range("min_support", minSupport, 1, MAX_EVENTS);
        if (window != null && (window.isNegative() || window.isZero())) {
            throw MemoryException.invalid(
                    "window must be longer than 0, was " + window, "for example 1h");
        }
    }

    /** Takes milliseconds for 10,000 events; only the columns are read under the lock, and no event's data. */
    public Result in(Memory memory, Vantage vantage) {
        GroupedEvents grouped = memory.read(vantage, reading -> GroupedEvents.of(reading, this));
        EventGroups groups = grouped.groups();
        return switch (kind) {
            case FREQUENCY -> grouped.frequencies(minSupport);
            case SEQUENCE -> grouped.answer(SequenceMiner.mine(groups, length(), minSupport));
            case CO_OCCURRENCE -> grouped.answer(CoOccurrence.mine(groups, minSupport));
        };
    }

    private long length() {
        return window == null ? Long.MAX_VALUE : Micros.of(Instant.EPOCH.plus(window));
    }

    /** In which part of time an event is; parts begin with the epoch. */
    long part(long micros) {
        return kind == Kind.SEQUENCE || window == null ? 0 : Math.floorDiv(micros, length());
    }
}
