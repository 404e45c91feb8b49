package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the events of a query, chosen by chance: each as likely as every other, of its stratum. Immutable.
 *
 * @param size events, 1 to {@link PageRequest#MAX_LIMIT}, if there are as many
 * @param stratifyBy strata get equal shares as far as they reach; null for one stratum
 * @param seed the same one gives the same events of the same log
 */
public record SampleEvents(EventQuery events, int size, @Nullable Strata stratifyBy, long seed) {
    /** What makes a stratum. */
    public enum Strata {
        TYPE,
        SUBJECT_KIND,
        /** Of occurrence, in UTC. */
        DAY
    }

    /**
     * A part of the events.
     *
     * @param name a type, a kind, a day; empty for the only one
     * @param events that match
     */
    public record Stratum(String name, int events, int sampled) {}

    /**
     * The answer.
     *
     * @param sample in order of position
     * @param strata the largest first
     * @param of how many events were chosen from
     */
    public record Result(List<StoredEvent> sample, List<Stratum> strata, int of) {}

    public SampleEvents {
        Checks.range("size", size, 1, PageRequest.MAX_LIMIT);
    }

    /** Walks over the columns of all events of the query, and reads those that were chosen. */
    public Result in(Memory memory, Vantage vantage) {
        return memory.read(vantage, reading -> Sampling.of(reading, this));
    }
}
