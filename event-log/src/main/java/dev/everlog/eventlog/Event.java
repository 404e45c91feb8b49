package dev.everlog.eventlog;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as its writer hands it over; the log adds position, version and transaction time and makes
 * it a {@link StoredEvent}. Immutable.
 *
 * @param id unique for ever (UUIDv7 when made here); appending the same id again appends nothing
 * @param subject what the event is about, {@code kind/id}, for instance {@code person/ada}
 * @param type dotted, past tense, for instance {@code order.shipped}
 * @param occurredAt valid time: when it happened in the world, by the caller's word
 * @param data a JSON object as text, UTF-8 encodable, at most {@link #MAX_DATA_BYTES}
 * @param origin who, where and why
 * @param idempotencyKey the request this event belongs to, when the caller named it
 */
public record Event(
        UUID id,
        String subject,
        String type,
        Instant occurredAt,
        String data,
        Origin origin,
        @Nullable IdempotencyKey idempotencyKey) {
    /** Bytes of UTF-8: texts larger than this are documents and belong into files. */
    public static final int MAX_DATA_BYTES = 1 << 20;

    /**
     * The data of an event whose data were erased. No writer of ours can say it, for theirs are objects; written to
     * another log it is still the same.
     */
    public static final String ERASED = "null";

    /** Characters of a subject or type. */
    public static final int MAX_NAME_LENGTH = 512;

    public Event {
        Objects.requireNonNull(id);
        Objects.requireNonNull(occurredAt);
        Objects.requireNonNull(origin);
        if (subject.length() > MAX_NAME_LENGTH || !Naming.isSubject(subject)) {
            throw new IllegalArgumentException(
                    "a subject is written kind/id (for instance person/ada) with at most "
                            + MAX_NAME_LENGTH
                            + " characters and no control characters");
        }
        if (type.length() > MAX_NAME_LENGTH || !Naming.isType(type)) {
            throw new IllegalArgumentException(
                    "an event type is dotted words of letters, digits, _ and - (for instance"
                            + " order.shipped) with at most "
                            + MAX_NAME_LENGTH
                            + " characters");
        }
        int bytes = Naming.utf8Length(data);
        if (bytes > MAX_DATA_BYTES) {
            throw new IllegalArgumentException(
                    "the data of an event is at most "
                            + MAX_DATA_BYTES
                            + " bytes of JSON, this has "
                            + bytes
                            + ": store the document elsewhere and remember what matters with a link to it");
        }
        Naming.utf8Length(subject);
    }
}
