package dev.everlog.eventlog.fold;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * A fold of the log. Deterministic: no clock, randomness, input, output or model in it, so that every process, and
 * every rebuild, comes to the same state.
 *
 * @param <S> the state, changed in place by the folding thread only
 */
public interface Projection<S> {
    String name();

    /** Raised with every change of meaning or of the saved form; an older snapshot is then thrown away. */
    int version();

    S empty();

    /** Called by one thread, in order of position, for every event. */
    void apply(S state, StoredEvent event);

    /** After a run of events, for what is cheaper in bulk. */
    default void batchEnd(S state) {}

    /**
     * The state as it is now, to be written later by another thread while folding goes on: what changes in place is
     * copied here. Nothing is folded meanwhile, so be quick.
     */
    Snapshots.Contents save(S state);

    /** The state that was saved under this version; its bytes were checked. */
    S load(DataInputStream saved) throws IOException;
}
