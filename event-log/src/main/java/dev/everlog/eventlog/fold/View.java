package dev.everlog.eventlog.fold;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Snapshot;
import dev.everlog.eventlog.tail.Snapshots;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection with its live state. The state may be touched only inside {@link Views#read}.
 *
 * @param <S> the state
 */
public final class View<S> {
    /**
     * Why a view stands still.
     *
     * @param position the event it could not fold
     */
    public record Failure(Position position, RuntimeException cause) {}

    private final Projection<S> projection;
    private S state; // guarded by the lock of Views
    private volatile @Nullable Failure failure;

    View(Projection<S> projection) {
        this.projection = projection;
        this.state = projection.empty();
    }

    public String name() {
        return projection.name();
    }

    /** Not to be kept: another takes its place when a snapshot is loaded. */
    public S state() {
        return state;
    }

    /** Null while all is well; a faulty projection stands still, the others go on. */
    public @Nullable Failure failure() {
        return failure;
    }

    Snapshots.Section save() {
        return new Snapshots.Section(name(), projection.version(), projection.save(state));
    }

    boolean isIn(Snapshot snapshot) {
        return snapshot.holds(name(), projection.version());
    }

    /** Reads the state that was saved; what is returned puts it in place. */
    Runnable load(Snapshot snapshot) throws IOException {
        S saved = projection.load(snapshot.open(name()));
        return () -> state = saved;
    }

    /** Folds a run of events; those before one that cannot be folded stay. */
    void apply(List<StoredEvent> run) {
        for (int i = 0; i < run.size() && failure == null; i++) {
            apply(run.get(i));
        }
        if (failure == null) {
            projection.batchEnd(state);
        }
    }

    private void apply(StoredEvent event) {
        try {
            projection.apply(state, event);
        } catch (RuntimeException e) {
            failure = new Failure(event.position(), e);
        }
    }
}
