package dev.everlog.eventlog;

import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one truth: one total order of immutable events. Everything else is a fold of it or an index over it. Thread-safe.
 */
public final class EventLog implements AutoCloseable {
    private final Tail tail;

    /** Takes ownership of the tail. */
    public EventLog(Tail tail) {
        this.tail = tail;
    }

    /** See {@link Tail#append}. */
    public AppendResult append(List<Event> batch, AppendCondition condition) {
        return tail.append(batch, condition);
    }

    /** Walks from the first event after the given position. */
    public EventCursor read(Position after) {
        return tail.read(after);
    }

    /** The event at a position, or null if the log is shorter. */
    public @Nullable StoredEvent at(Position position) {
        if (position.value() < 1 || position.isAfter(end())) {
            return null;
        }
        try (var cursor = read(new Position(position.value() - 1))) {
            return cursor.next();
        }
    }

    /** See {@link Tail#anchor}. */
    public Anchor anchor(Position position) {
        return tail.anchor(position);
    }

    /** Whether this is the log that the anchor was taken from, grown since or not. Reads one frame. */
    public boolean holds(Anchor anchor) {
        try {
            return !anchor.position().isAfter(end()) && anchor(anchor.position()).equals(anchor);
        } catch (LogException e) {
            return false; // damaged there
        }
    }

    /** The last readable position. */
    public Position end() {
        return tail.end();
    }

    /** Waits for an event after the position; see {@link Tail#awaitAfter}. */
    public Position awaitAfter(Position position, Duration timeout) throws InterruptedException {
        return tail.awaitAfter(position, timeout);
    }

    public TailStatus status() {
        return tail.status();
    }

    @Override
    public void close() {
        tail.close();
    }
}
