package dev.everlog.eventlog;

import java.time.Instant;

/**
 * An event with its place in the log. Immutable.
 *
 * @param event as it was appended
 * @param position order of commit, from 1, without gaps
 * @param version of the event's subject, from 1, without gaps
 * @param recordedAt transaction time: when the log took it, never earlier than that of the event before it
 */
public record StoredEvent(Event event, Position position, long version, Instant recordedAt) {
    public String subject() {
        return event.subject();
    }

    public String type() {
        return event.type();
    }

    public String data() {
        return event.data();
    }

    /** Whether its data were erased: then {@link #data} is {@link Event#ERASED}. */
    public boolean isErased() {
        return event.data().equals(Event.ERASED);
    }

    /** This without its data. */
    public StoredEvent erased() {
        Event bare =
                new Event(
                        event.id(),
                        event.subject(),
                        event.type(),
                        event.occurredAt(),
                        Event.ERASED,
                        event.origin(),
                        event.idempotencyKey());
        return new StoredEvent(bare, position, version, recordedAt);
    }
}
