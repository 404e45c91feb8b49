package dev.everlog.tools;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.Memory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as it is answered.
 *
 * @param data as written, or the chosen fields by their paths; null if it was cut
 * @param dataStart the beginning of the data as text, where all of it would exceed the budget
 */
record EventRow(
        String handle,
        String type,
        String subject,
        long version,
        String occurredAt,
        String recordedAt,
        String actor,
        @Nullable String session,
        @Nullable String project,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable ObjectNode data,
        @Nullable String dataStart)
        implements Row<EventRow> {
    static EventRow of(StoredEvent stored) {
        return of(
                stored,
                stored.isErased()
                        ? Json.MAPPER.createObjectNode().put("erased", true)
                        : readable(stored, (ObjectNode) Json.MAPPER.readTree(stored.data())));
    }

    /** A vector is hundreds of numbers that nobody reads: they are counted, and shown to who asks for that field. */
    private static ObjectNode readable(StoredEvent stored, ObjectNode data) {
        return Memory.embeddedTextOf(stored).isEmpty()
                ? data
                : data.put("vector", data.path("vector").size() + " numbers: fields=[\"vector\"]");
    }

    /** @param fields paths into the data, of which only these are shown; empty for all of it */
    static EventRow of(StoredEvent stored, List<String> fields) {
        return fields.isEmpty()
                ? of(stored)
                : of(stored, chosen(Json.MAPPER.readTree(stored.data()), fields));
    }

    private static EventRow of(StoredEvent stored, ObjectNode data) {
        var event = stored.event();
        var origin = event.origin();
        return new EventRow(
                stored.position().toString(),
                event.type(),
                event.subject(),
                stored.version(),
                Times.utc(event.occurredAt()),
                Times.utc(stored.recordedAt()),
                origin.actor(),
                origin.session(),
                origin.project(),
                origin.correlationId(),
                origin.causationId(),
                data,
                null);
    }

    private static ObjectNode chosen(JsonNode data, List<String> fields) {
        var chosen = Json.MAPPER.createObjectNode();
        for (String field : fields) {
            var value =
                    data.at("/" + field.replace("~", "~0").replace("/", "~1").replace('.', '/'));
            if (!value.isMissingNode()) {
                chosen.set(field, value);
            }
        }
        return chosen;
    }

    @Override
    public String line() {
        return "%s %s %s %s v%d by %s %s"
                .formatted(
                        handle,
                        times(),
                        Quoted.name(type),
                        Quoted.name(subject),
                        version,
                        Quoted.name(actor),
                        content());
    }

    private String times() {
        var occurred = Instant.parse(occurredAt);
        var recorded = Instant.parse(recordedAt);
        boolean later = Times.toldLater(occurred, recorded);
        return Times.second(occurred) + (later ? " (told " + Times.second(recorded) + ")" : "");
    }

    private String content() {
        return data == null ? Quoted.data(dataStart == null ? "" : dataStart) : Quoted.json(data);
    }

    @Override
    public EventRow shortened(int characters) {
        String start = Quoted.start(data == null ? "" : data.toString(), characters);
        return new EventRow(
                handle,
                type,
                subject,
                version,
                occurredAt,
                recordedAt,
                actor,
                session,
                project,
                correlationId,
                causationId,
                null,
                start);
    }
}
