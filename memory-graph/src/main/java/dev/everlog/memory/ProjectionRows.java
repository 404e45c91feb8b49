package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.custom.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Rows of a projection. Immutable as long as nobody writes to the values.
 *
 * @param version of the definition, {@code at} its position
 * @param position as of which the rows are: the event before the one where it stands still
 * @param trouble where and why it stands still, null if it does not
 */
public record ProjectionRows(
        String name,
        long version,
        Position at,
        Position position,
        @Nullable String trouble,
        List<Row> rows) {
    /** What is known of a subject. */
    public record Row(String subject, List<Field> fields) {}

    /**
     * A field with its provenance.
     *
     * @param value null node if there is none
     * @param chosen events that the value was made of, oldest first
     * @param candidates events that had a value, oldest first
     * @param conflicts for a policy that picks one: what other actors said last, if it is something else
     */
    public record Field(
            String name,
            Policy policy,
            JsonNode value,
            List<Position> chosen,
            List<Position> candidates,
            List<Conflict> conflicts) {}

    /** Another word on a field. */
    public record Conflict(JsonNode value, Position event, String actor) {}
}
