package dev.everlog.eventlog.fold;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
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
    private final S state;
    private volatile @Nullable Failure failure;

    View(Projection<S> projection) {
        this.projection = projection;
        this.state = projection.empty();
    }

    public String name() {
        return projection.name();
    }

    public S state() {
        return state;
    }

    /** Null while all is well; a faulty projection stands still, the others go on. */
    public @Nullable Failure failure() {
        return failure;
    }

    void apply(StoredEvent event) {
        if (failure == null) {
            try {
                projection.apply(state, event);
            } catch (RuntimeException e) {
                failure = new Failure(event.position(), e);
            }
        }
    }

    void batchEnd() {
        if (failure == null) {
            projection.batchEnd(state);
        }
    }
}
