package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one batch: refuses it, or gives its events positions, versions and time and has them appended as a frame.
 * For whoever has the turn and the lock.
 */
record Acceptance(Admission admission, Chain chain, TailOptions options) {
    /** Puts a frame behind the others; false when another way has to be taken, and nothing has happened. */
    @FunctionalInterface
    interface Way {
        boolean append(List<StoredEvent> events, Frame.Encoded frame) throws IOException;
    }

    /** The answer to one batch, to be given after the flush; null when another way has to be taken. */
    @Nullable Runnable accept(Pending pending, Way way) throws IOException {
        AppendResult refusal = admission.refusal(pending.batch, pending.condition);
        if (refusal != null) {
            return () -> pending.complete(refusal);
        }
        try {
            List<StoredEvent> events = stamp(pending);
            Frame.Encoded frame = Frame.encode(chain.hash(), events, options.salts());
            if (!way.append(events, frame)) {
                return null;
            }
            AppendResult appended =
                    new AppendResult.Appended(
                            events.getFirst().position(), events.getLast().position());
            return () -> pending.complete(appended);
        } catch (Frame.TooLarge e) {
            return () ->
                    pending.fail(
                            new LogException(Kind.TOO_LARGE, String.valueOf(e.getMessage()), e));
        } catch (LogException e) {
            return () -> pending.fail(e);
        }
    }

    private List<StoredEvent> stamp(Pending pending) {
        StoredEvent last = chain.lastEvent();
        Instant now =
                Batches.transactionTime(
                        options.clock(),
                        pending.condition,
                        last == null ? Instant.EPOCH : last.recordedAt());
        Map<String, Long> versions = new HashMap<>();
        List<StoredEvent> events = new ArrayList<>(pending.batch.size());
        for (Event event : pending.batch) {
            Position position = chain.lastPosition().plus(events.size() + 1L);
            long version =
                    versions.merge(
                            event.subject(),
                            admission.nextVersion(event),
                            (given, first) -> given + 1);
            events.add(new StoredEvent(event, position, version, now));
        }
        return events;
    }
}
