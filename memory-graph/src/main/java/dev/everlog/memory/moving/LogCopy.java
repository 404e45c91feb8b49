package dev.everlog.memory.moving;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends all events of another log to an empty one, so that they get the positions, versions and transaction times they
 * had there. What has arrived at an earlier attempt is passed over. One thread.
 */
public final class LogCopy {
    /** Bytes of data in one append: well below what a frame takes. */
    private static final int BATCH_BYTES = 2 << 20;

    private final Supplier<EventLog> begin;
    private final Consumer<Position> progress;
    private @Nullable EventLog log;
    private final List<StoredEvent> batch = new ArrayList<>();
    private int batchBytes;
    private long last;
    private @Nullable Position first;

    /**
     * @param existing where events may have arrived before; null if nothing has been made yet
     * @param begin gives the log, before the first append of this attempt and then again
     * @param progress is told what has arrived
     */
    public LogCopy(
            @Nullable EventLog existing, Supplier<EventLog> begin, Consumer<Position> progress) {
        this.log = existing;
        this.begin = begin;
        this.progress = progress;
    }

    /**
     * Takes the next event.
     *
     * @throws MemoryException {@code INVALID} if it does not follow the one before, {@code CONFLICT} if the log holds
     *     anything else
     */
    public void take(StoredEvent event) {
        if (event.position().value() != last + 1) {
            throw new MemoryException(
                    MemoryException.Kind.INVALID,
                    "after "
                            + new Position(last)
                            + " comes "
                            + event.position()
                            + ": import a whole export, from its first line",
                    "");
        }
        last++;
        if (log != null && !event.position().isAfter(log.end())) {
            requireSame(event, log);
            return;
        }
        if (!batch.isEmpty() && !belongs(event)) {
            append();
        }
        batch.add(event);
        batchBytes += event.data().length();
    }

    /** Whether the next event can be taken, which it is not. */
    boolean fits(StoredEvent event) {
        last++;
        EventLog known = log;
        if (event.position().value() != last || known == null) {
            return event.position().value() == last;
        }
        StoredEvent there = known.at(event.position());
        return there == null || isSame(there, event);
    }

    /** A batch had one time, and all of it one key, which a second batch could not have. */
    private boolean belongs(StoredEvent event) {
        Event first = batch.getFirst().event();
        return event.recordedAt().equals(batch.getFirst().recordedAt())
                && Objects.equals(event.event().idempotencyKey(), first.idempotencyKey())
                && (first.idempotencyKey() != null
                        || (batch.size() < Tail.MAX_BATCH && batchBytes < BATCH_BYTES));
    }

    private void requireSame(StoredEvent event, EventLog log) {
        StoredEvent there = log.at(event.position());
        if (there == null || !isSame(there, event)) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    "the memory holds another event at "
                            + event.position()
                            + ", or one that was erased since it was exported: import into a new --data",
                    "");
        }
        progress.accept(event.position());
    }

    private static boolean isSame(StoredEvent one, StoredEvent other) {
        return EventLines.line(one).equals(EventLines.line(other));
    }

    private void append() {
        EventLog to = begin.get();
        log = to;
        StoredEvent next = batch.getFirst();
        List<Event> events = batch.stream().map(StoredEvent::event).toList();
        AppendResult result =
                to.append(events, new AppendCondition.Copy(next.position(), next.recordedAt()));
        if (!(result instanceof AppendResult.Appended(Position from, Position through))
                || !from.equals(next.position())) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    next.position() + " cannot be taken over at its place: " + result,
                    "");
        }
        first = first == null ? from : first;
        progress.accept(through);
        batch.clear();
        batchBytes = 0;
    }

    /** Appends the last ones. Not, if they are to come again: perhaps with more of their batch. */
    public void end() {
        if (!batch.isEmpty()) {
            append();
        }
    }

    /** From the first event that this has appended to the last; empty if all were there. */
    Optional<Receipt> receipt() {
        Position from = first;
        return from == null || log == null
                ? Optional.empty()
                : Optional.of(
                        new Receipt(from, new Position(last), false, log.status().durability()));
    }
}
