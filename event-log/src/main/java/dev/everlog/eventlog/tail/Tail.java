package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The writable end of the log, and the only storage interface. Thread-safe; cursors are confined. */
public interface Tail extends AutoCloseable {
    /** Events of one batch. */
    int MAX_BATCH = 1_000;

    /**
     * Appends all or nothing; on return the batch is readable and durable as the policy says.
     *
     * @param batch 1 to {@link #MAX_BATCH} events of one tenant
     * @throws dev.everlog.eventlog.LogException {@code BUSY} after the deadline for the lock, {@code STORAGE_FULL},
     *     {@code CORRUPT}, {@code IO}, {@code CLOSED}
     */
    AppendResult append(List<Event> batch, AppendCondition condition);

    /**
     * The event with this id, or null if there is none that this process knows of. Where the ids are not kept, all events
     * are read.
     */
    default @Nullable StoredEvent find(UUID id) {
        try (EventCursor cursor = read(Position.NONE)) {
            StoredEvent event = cursor.next();
            while (event != null && !event.event().id().equals(id)) {
                event = cursor.next();
            }
            return event;
        }
    }

    /** Walks from the first event after the given position. */
    EventCursor read(Position after);

    /**
     * Names the log up to here. Reads one frame.
     *
     * @param position from 1 to the end
     */
    Anchor anchor(Position position);

    /** The last position this process knows to be readable. Costs nothing. */
    Position end();

    /**
     * Waits until there is an event after the position, from this or any other process.
     *
     * @return the end now, which is not after {@code position} when the time is up
     */
    Position awaitAfter(Position position, Duration timeout) throws InterruptedException;

    TailStatus status();

    /** What it takes on disk. Cost: a look at each file. */
    default LogSize size() {
        return LogSize.NONE;
    }

    /**
     * Moves all events into the archive, while others append, and waits until that is done, here or by another process.
     *
     * @return false when they were there already
     * @throws dev.everlog.eventlog.LogException {@code BUSY} when the time is up, {@code CORRUPT}, {@code IO}
     */
    default boolean seal(Duration patience) throws InterruptedException {
        return false;
    }

    /** The processes that have this log open, this one first; asks the operating system which of them live. */
    default List<Participant> participants() {
        return List.of(Participant.self("alone", end()));
    }

    /** Tells the others that this process has taken or left a lease. */
    default void note(Lease lease, boolean held) {}

    /** Whether the log holds a wish to erase that is not fulfilled yet. */
    default boolean isErasing() {
        return false;
    }

    /** Completes when the next one is fulfilled, before that can be read; attach to it asynchronously only. */
    default CompletableFuture<@Nullable Void> nextErasure() {
        return new CompletableFuture<>();
    }

    @Override
    void close();
}
