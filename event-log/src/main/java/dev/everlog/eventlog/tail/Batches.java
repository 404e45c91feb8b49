package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What every tail asks of a batch, and the time it stamps on it. */
final class Batches {
    private Batches() {}

    static void check(List<Event> batch) {
        if (batch.isEmpty() || batch.size() > Tail.MAX_BATCH) {
            throw new IllegalArgumentException(
                    "a batch has 1.." + Tail.MAX_BATCH + " events, this one has " + batch.size());
        }
        Set<UUID> ids = new HashSet<>();
        for (Event event : batch) {
            if (!event.origin().tenant().equals(batch.getFirst().origin().tenant())) {
                throw new IllegalArgumentException("a batch belongs to one tenant");
            }
            if (!ids.add(event.id())) {
                throw new IllegalArgumentException(
                        "two events of the batch have the same id " + event.id());
            }
        }
    }

    /** Transaction time never runs backwards, whatever the clock does; microseconds are what a frame keeps. */
    static Instant transactionTime(InstantSource clock, AppendCondition condition, Instant last) {
        Instant told =
                condition instanceof AppendCondition.Copy copy
                        ? copy.recordedAt()
                        : clock.instant();
        Instant now = told.truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(last) ? last : now;
    }
}
