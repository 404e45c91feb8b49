package dev.everlog.memory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events of the caller's own making; all are appended or none. Immutable as long as nobody writes to the data.
 *
 * @param events 1 to {@link #MAX_EVENTS}
 */
public record Ingest(List<Item> events) {
    /** One batch is one frame of the log. */
    public static final int MAX_EVENTS = 1000;

    /** First words of types that only Everlog writes. */
    public static final List<String> RESERVED =
            List.of("memory", "node", "edge", "events", "log", "session");

    /**
     * One event.
     *
     * @param id unique for ever, null to have one made; the same id with the same content appends nothing
     * @param occurredAt null for now
     * @param expectedVersion of the subject before this batch, 0 for none; only on its first event in the batch
     */
    public record Item(
            @Nullable UUID id,
            String type,
            String subject,
            ObjectNode data,
            @Nullable Instant occurredAt,
            @Nullable Long expectedVersion,
            @Nullable String correlationId,
            @Nullable String causationId) {
        /** An event that happens now. */
        public static Item of(String type, String subject, ObjectNode data) {
            return new Item(null, type, subject, data, null, null, null, null);
        }

        public Item {
            if (MemoryEventCodec.reserved(type)) {
                throw MemoryException.invalid(
                        "types that begin with "
                                + String.join("., ", RESERVED)
                                + ". are Everlog's own, was "
                                + type,
                        "for example order.shipped; for a memory use memory_remember");
            }
            if (Subjects.reserved(subject)) {
                throw MemoryException.invalid(
                        "subjects that begin with "
                                + String.join("/, ", AddNode.RESERVED)
                                + "/ are Everlog's own, was "
                                + subject,
                        "for example review/7, with what it is about in data");
            }
            Checks.time("occurred_at", occurredAt);
            if (expectedVersion != null && expectedVersion < 0) {
                throw MemoryException.invalid(
                        "expected_version must be 0 or more, was " + expectedVersion,
                        "0 means: no event yet");
            }
            Checks.line("correlation_id", correlationId, Remember.MAX_LINE);
            Checks.line("causation_id", causationId, Remember.MAX_LINE);
        }
    }

    /**
     * Where an event went.
     *
     * @param version of the subject with this event
     */
    public record Stored(String handle, UUID id, String subject, long version) {}

    /**
     * The answer.
     *
     * @param warnings events that do not match the schema of their type, where it only warns
     */
    public record Result(Receipt receipt, List<Stored> events, List<Mismatch> warnings) {}

    public Ingest {
        events = List.copyOf(events);
        Checks.count("events", events, 1, MAX_EVENTS);
    }
}
