package dev.everlog.memory.moving;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as named texts, which every format of {@code export} writes: all that is needed to fold it again. */
final class EventFields {
    /** All names, in the order of {@link #of}. */
    static final List<String> NAMES =
            List.of(
                    "position",
                    "id",
                    "subject",
                    "version",
                    "type",
                    "occurred_at",
                    "recorded_at",
                    "tenant",
                    "actor",
                    "session",
                    "project",
                    "correlation_id",
                    "causation_id",
                    "idempotency_key",
                    "request_digest",
                    "data");

    /** Type of what stands behind the last event, with the position of that and without an id. */
    static final String END = "export.ended";

    private EventFields() {}

    /** What stands behind the last event. */
    static Map<String, String> end(Position last) {
        return new TreeMap<>(Map.of("position", Long.toString(last.value()), "type", END));
    }

    static boolean isEnd(Map<String, String> fields) {
        return END.equals(fields.get("type")) && !fields.containsKey("id");
    }

    /** The position of the last event that {@link #end(Position)} was told. */
    static long end(Map<String, String> fields) {
        return Long.parseLong(required(fields, "position"));
    }

    /** The fields that the event has, the data as they were written. */
    static Map<String, String> of(StoredEvent stored) {
        Event event = stored.event();
        Origin origin = event.origin();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("position", Long.toString(stored.position().value()));
        fields.put("id", event.id().toString());
        fields.put("subject", event.subject());
        fields.put("version", Long.toString(stored.version()));
        fields.put("type", event.type());
        fields.put("occurred_at", event.occurredAt().toString());
        fields.put("recorded_at", stored.recordedAt().toString());
        fields.put("tenant", origin.tenant());
        fields.put("actor", origin.actor());
        put(fields, "session", origin.session());
        put(fields, "project", origin.project());
        put(fields, "correlation_id", origin.correlationId());
        put(fields, "causation_id", origin.causationId());
        IdempotencyKey key = event.idempotencyKey();
        put(fields, "idempotency_key", key == null ? null : key.key());
        put(fields, "request_digest", key == null ? null : key.requestDigest());
        fields.put("data", event.data());
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /**
     * The event of {@link #of}.
     *
     * @throws IllegalArgumentException if a field is missing or is none of an event
     * @throws java.time.DateTimeException if a time is none
     */
    static StoredEvent event(Map<String, String> fields) {
        Event event =
                new Event(
                        UUID.fromString(required(fields, "id")),
                        required(fields, "subject"),
                        required(fields, "type"),
                        Instant.parse(required(fields, "occurred_at")),
                        required(fields, "data"),
                        new Origin(
                                required(fields, "tenant"),
                                required(fields, "actor"),
                                fields.get("session"),
                                fields.get("project"),
                                fields.get("correlation_id"),
                                fields.get("causation_id")),
                        key(fields));
        return new StoredEvent(
                event,
                new Position(Long.parseLong(required(fields, "position"))),
                Long.parseLong(required(fields, "version")),
                Instant.parse(required(fields, "recorded_at")));
    }

    private static @Nullable IdempotencyKey key(Map<String, String> fields) {
        String key = fields.get("idempotency_key");
        return key == null ? null : new IdempotencyKey(key, required(fields, "request_digest"));
    }

    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }
}
