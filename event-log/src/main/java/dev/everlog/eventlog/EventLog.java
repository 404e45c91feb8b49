package dev.everlog.eventlog;

import dev.everlog.eventlog.tail.Lease;
import dev.everlog.eventlog.tail.LogSize;
import dev.everlog.eventlog.tail.Participant;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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

    /** See {@link Tail#find}. */
    public @Nullable StoredEvent find(UUID id) {
        return tail.find(id);
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

    /** See {@link Tail#size}. */
    public LogSize size() {
        return tail.size();
    }

    /** See {@link Tail#seal}. */
    public boolean seal(Duration patience) throws InterruptedException {
        return tail.seal(patience);
    }

    /** See {@link Tail#participants}. */
    public List<Participant> participants() {
        return tail.participants();
    }

    /** See {@link Tail#note}. */
    public void note(Lease lease, boolean held) {
        tail.note(lease, held);
    }

    /** See {@link Tail#isErasing}. */
    public boolean isErasing() {
        return tail.isErasing();
    }

    CompletableFuture<@Nullable Void> nextErasure() {
        return tail.nextErasure();
    }

    /**
     * Appends the wish to erase and waits until this process, or another that keeps this log open, has fulfilled it.
     *
     * @param wish see {@link Erasure#wish}
     * @return the event with the receipt
     * @throws LogException {@code BUSY} when the time is up; the wish stands, and is fulfilled as soon as it can be
     */
    public StoredEvent erase(Event wish, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        if (!(append(List.of(wish), AppendCondition.always())
                instanceof AppendResult.Appended(Position first, Position _))) {
            throw new IllegalArgumentException("this wish was made before");
        }
        return receipt(first, wish.subject(), deadline);
    }

    /**
     * Waits until a wish to erase that stands in the log is fulfilled. Reads all that came after it.
     *
     * @return the event with the receipt
     * @throws LogException as {@link #erase}
     */
    public StoredEvent awaitErased(StoredEvent wish, Duration patience)
            throws InterruptedException {
        return receipt(wish.position(), wish.subject(), System.nanoTime() + patience.toNanos());
    }

    private StoredEvent receipt(Position wish, String subject, long deadline)
            throws InterruptedException {
        try (EventCursor cursor = read(wish)) {
            for (Position seen = wish; ; seen = seen.plus(1)) {
                awaitAfter(seen, Duration.ofNanos(deadline - System.nanoTime()));
                StoredEvent next = cursor.next();
                if (next == null) {
                    throw notYet(wish);
                }
                if (next.subject().equals(subject)) {
                    return next;
                }
            }
        }
    }

    private LogException notYet(Position wish) {
        String why = status().sealingTrouble();
        return new LogException(
                LogException.Kind.BUSY,
                "what "
                        + wish
                        + " asks for is not erased yet"
                        + (why == null ? "" : " (" + why + ")")
                        + ": it will be as soon as a server runs, or by the next `everlog erase`");
    }

    @Override
    public void close() {
        tail.close();
    }
}
