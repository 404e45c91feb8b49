package dev.everlog.eventlog.fold;

import dev.everlog.eventlog.StoredEvent;

/**
 * A fold of the log. Deterministic: no clock, randomness, input, output or model in it, so that every process, and
 * every rebuild, comes to the same state.
 *
 * @param <S> the state, changed in place by the folding thread only
 */
public interface Projection<S> {
    String name();

    /** Raised with every change of meaning; an older snapshot is then thrown away. */
    int version();

    S empty();

    /** Called by one thread, in order of position, for every event. */
    void apply(S state, StoredEvent event);

    /** After a run of events, for what is cheaper in bulk. */
    default void batchEnd(S state) {}
}
