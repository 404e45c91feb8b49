package dev.everlog.server;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as JSON Lines: one object in a line, everything that is needed to fold it again, the data as they were
 * written, to the digit.
 */
final class EventLines {
    private static final JsonMapper JSON = JsonMapper.shared();

    private EventLines() {}

    static String line(StoredEvent stored) {
        Event event = stored.event();
        Origin origin = event.origin();
        ObjectNode head = JSON.createObjectNode();
        head.put("position", stored.position().value())
                .put("id", event.id().toString())
                .put("subject", event.subject())
                .put("version", stored.version())
                .put("type", event.type())
                .put("occurred_at", event.occurredAt().toString())
                .put("recorded_at", stored.recordedAt().toString())
                .put("tenant", origin.tenant())
                .put("actor", origin.actor());
        put(head, "session", origin.session());
        put(head, "project", origin.project());
        put(head, "correlation_id", origin.correlationId());
        put(head, "causation_id", origin.causationId());
        IdempotencyKey key = event.idempotencyKey();
        put(head, "idempotency_key", key == null ? null : key.key());
        put(head, "request_digest", key == null ? null : key.requestDigest());
        String text = head.toString();
        // Line breaks in JSON are white space: within a text they are escaped.
        String data = event.data().replace('\n', ' ').replace('\r', ' ');
        return text.substring(0, text.length() - 1) + ",\"data\":" + data + "}";
    }

    private static void put(ObjectNode head, String name, @Nullable String value) {
        if (value != null) {
            head.put(name, value);
        }
    }

    /**
     * Reads a line.
     *
     * @param number of the line, from 1, for the message
     * @throws ConfigurationException if it is none of {@link #line}
     */
    static StoredEvent event(String line, long number) {
        try {
            Map<String, String> members = members(line);
            Event event =
                    new Event(
                            UUID.fromString(required(members, "id")),
                            required(members, "subject"),
                            required(members, "type"),
                            Instant.parse(required(members, "occurred_at")),
                            required(members, "data"),
                            new Origin(
                                    required(members, "tenant"),
                                    required(members, "actor"),
                                    members.get("session"),
                                    members.get("project"),
                                    members.get("correlation_id"),
                                    members.get("causation_id")),
                            key(members));
            return new StoredEvent(
                    event,
                    new Position(Long.parseLong(required(members, "position"))),
                    Long.parseLong(required(members, "version")),
                    Instant.parse(required(members, "recorded_at")));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new ConfigurationException(
                    "line "
                            + number
                            + " is no event as `everlog export` writes it: "
                            + firstLine(e));
        }
    }

    private static @Nullable IdempotencyKey key(Map<String, String> members) {
        String key = members.get("idempotency_key");
        return key == null ? null : new IdempotencyKey(key, required(members, "request_digest"));
    }

    /** The members of the outermost object; of what is not a text, the characters that it was written with. */
    private static Map<String, String> members(String line) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it does not begin with {");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                int from = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                parser.skipChildren();
                int to = Math.toIntExact(parser.currentLocation().getCharOffset());
                members.put(
                        name,
                        value == JsonToken.VALUE_STRING
                                ? parser.getString()
                                : line.substring(from, to));
            }
        }
        return members;
    }

    private static String required(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
