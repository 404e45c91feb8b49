package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tail that forgets everything with its process; the reference for what a tail does. Thread-safe. */
public final class InMemoryTail implements Tail {
    private final InstantSource clock;
    private final List<StoredEvent> events = new ArrayList<>();
    private final Admission admission =
            new Admission(position -> events.get(Math.toIntExact(position - 1)));
    private boolean closed;

    public InMemoryTail(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized AppendResult append(List<Event> batch, AppendCondition condition) {
        requireOpen();
        Batches.check(batch);
        AppendResult refusal = admission.refusal(batch, condition);
        if (refusal != null) {
            return refusal;
        }
        Position first = new Position(events.size() + 1L);
        Instant now =
                Batches.transactionTime(
                        clock,
                        condition,
                        events.isEmpty() ? Instant.EPOCH : events.getLast().recordedAt());
        for (Event event : batch) {
            StoredEvent stored =
                    new StoredEvent(
                            event,
                            new Position(events.size() + 1L),
                            admission.nextVersion(event),
                            now);
            events.add(stored);
            admission.admit(stored);
        }
        notifyAll();
        return new AppendResult.Appended(first, end());
    }

    @Override
    public synchronized @Nullable StoredEvent find(UUID id) {
        requireOpen();
        return admission.find(id);
    }

    @Override
    public synchronized Anchor anchor(Position position) {
        StoredEvent last = events.get(Math.toIntExact(position.value() - 1));
        return new Anchor(position, last.event().id().toString());
    }

    @Override
    public EventCursor read(Position after) {
        return new EventCursor() {
            private long position = after.value();

            @Override
            public @Nullable StoredEvent next() {
                StoredEvent next = at(position + 1);
                position += next == null ? 0 : 1;
                return next;
            }

            @Override
            public void close() {}
        };
    }

    private synchronized @Nullable StoredEvent at(long position) {
        requireOpen();
        return position <= events.size() ? events.get(Math.toIntExact(position - 1)) : null;
    }

    @Override
    public synchronized Position end() {
        return new Position(events.size());
    }

    @Override
    public synchronized Position awaitAfter(Position position, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long left = timeout.toNanos();
        while (!closed && !end().isAfter(position) && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = deadline - System.nanoTime();
        }
        return end();
    }

    @Override
    public TailStatus status() {
        return new TailStatus(
                end(), Position.NONE, Durability.PROCESS, 0, Long.MAX_VALUE, null, null, null);
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void requireOpen() {
        if (closed) {
            throw new LogException(LogException.Kind.CLOSED, "this log has been closed");
        }
    }
}
