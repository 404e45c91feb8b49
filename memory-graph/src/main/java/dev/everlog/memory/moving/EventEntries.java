package dev.everlog.memory.moving;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Origin;
import dev.everlog.memory.ImportBatch;
import dev.everlog.memory.Ingest;
import dev.everlog.memory.MemoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows that are events. What of a row has no place in an event is kept: it is the data where the row has none, else it
 * stands in the data as {@code imported}. Confined.
 */
final class EventEntries implements Entries {
    /** What the log gives anew, of a row that export wrote. */
    static final Set<String> GIVEN_ANEW =
            Set.of(
                    "position",
                    "version",
                    "recorded_at",
                    "tenant",
                    "idempotency_key",
                    "request_digest");

    /** Where the data keep what belongs to the row and not to them. */
    static final String KEPT = "imported";

    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Rows rows;
    private final Mapping mapping;
    private final Set<String> used;
    private final Map<UUID, Integer> alike = new HashMap<>();
    private final Set<String> notKept = new HashSet<>();

    EventEntries(Rows rows, Mapping mapping) {
        this.rows = rows;
        this.mapping = mapping;
        this.used = mapping.used();
    }

    @Override
    public @Nullable Entry next() throws IOException {
        Rows.Row row = rows.next();
        while (row != null && row.fields() != null && isEnd(row.fields())) {
            row = rows.next();
        }
        if (row == null) {
            return null;
        }
        ObjectNode fields = row.fields();
        if (fields == null) {
            return new Entry.Refused(row.line(), row.why());
        }
        try {
            return new Entry.OfEvent(row.line(), item(fields));
        } catch (MemoryException | IllegalArgumentException e) {
            return new Entry.Refused(row.line(), String.valueOf(e.getMessage()));
        } catch (DateTimeException e) {
            return new Entry.Refused(row.line(), Times.WANTED);
        }
    }

    private static boolean isEnd(ObjectNode fields) {
        return fields.path("type").asString("").equals(EventFields.END) && !fields.has("id");
    }

    private ImportBatch.Item item(ObjectNode row) {
        if (isExported(row) && isErased(row.path("data"))) {
            throw new IllegalArgumentException("its data were erased before it was exported");
        }
        JsonNode id = mapping.value("id", row);
        UUID given = given(id);
        Ingest.Item event =
                new Ingest.Item(
                        given == null ? made(id, row) : given,
                        required("type", row),
                        required("subject", row),
                        data(row, given == null ? id : null),
                        Times.of(text("occurred_at", row)),
                        null,
                        text("correlation_id", row),
                        text("causation_id", row));
        requireEvent(event);
        return new ImportBatch.Item(
                event, text("actor", row), text("session", row), text("project", row));
    }

    private static @Nullable UUID given(@Nullable JsonNode id) {
        String text = id == null ? "" : id.asString("");
        return UUID_TEXT.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    /** The same for the same row, also when it comes again; rows that are equal to the letter are counted. */
    private UUID made(@Nullable JsonNode id, ObjectNode row) {
        String name = id == null ? row.toString() : "id " + id;
        UUID first = named(name);
        int count = id == null ? alike.merge(first, 1, Integer::sum) : 1;
        return count == 1 ? first : named(name + " " + count);
    }

    private static UUID named(String text) {
        return UUID.nameUUIDFromBytes(("everlog import " + text).getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode data(ObjectNode row, @Nullable JsonNode id) {
        ObjectNode rest = rest(row);
        if (id != null) {
            rest.set("id", id);
        }
        JsonNode given = mapping.value("data", row);
        if (given == null) {
            return rest;
        }
        ObjectNode data = object(given);
        if (!rest.isEmpty()) {
            if (data.has(KEPT)) {
                rest.set(KEPT, data.get(KEPT));
            }
            data.set(KEPT, rest);
        }
        return data;
    }

    private ObjectNode rest(ObjectNode row) {
        ObjectNode rest = row.deepCopy().remove(used);
        if (isExported(row)) {
            GIVEN_ANEW.stream().filter(rest::has).forEach(notKept::add);
            rest.remove(GIVEN_ANEW);
        }
        return rest;
    }

    @Override
    public Set<String> notKept() {
        return Set.copyOf(notKept);
    }

    private static boolean isErased(JsonNode data) {
        return data.isNull() || data.isMissingNode() || data.asString("").equals(Event.ERASED);
    }

    private static boolean isExported(ObjectNode row) {
        return row.has("position") && row.has("recorded_at");
    }

    /** A cell of a table holds the JSON of an object. */
    private static ObjectNode object(JsonNode given) {
        JsonNode value = given;
        if (given.isString() && given.stringValue().startsWith("{")) {
            try {
                value = Rows.JSON.readTree(given.stringValue());
            } catch (JacksonException e) {
                value = given; // a text that begins with a brace
            }
        }
        return value instanceof ObjectNode object
                ? object.deepCopy()
                : Rows.JSON.createObjectNode().set("value", value);
    }

    private String required(String field, ObjectNode row) {
        String text = text(field, row);
        if (text == null) {
            throw new IllegalArgumentException(
                    "it has no " + field + ": say by mapping what it is made of");
        }
        return text;
    }

    private @Nullable String text(String field, ObjectNode row) {
        JsonNode value = mapping.value(field, row);
        return value == null ? null : value.asString(value.toString());
    }

    /** Refuses what the log would refuse together with its whole batch. */
    static void requireEvent(Ingest.Item event) {
        var _ =
                new Event(
                        Objects.requireNonNull(event.id()),
                        event.subject(),
                        event.type(),
                        Objects.requireNonNullElse(event.occurredAt(), Instant.EPOCH),
                        event.data().toString(),
                        Origin.of("import", "import"),
                        null);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** Times as files say them. */
    static final class Times {
        static final String WANTED =
                "its time is none of RFC 3339 with a zone, for example 2026-03-01T12:00:00Z";

        private Times() {}

        /** @throws DateTimeException if it is none, or has no zone */
        static @Nullable Instant of(@Nullable String text) {
            return text == null
                    ? null
                    : OffsetDateTime.parse(text.strip().replaceFirst(" ", "T")).toInstant();
        }
    }
}
