package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.EventSchema;
import dev.everlog.memory.custom.SchemaMode;
import dev.everlog.memory.custom.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema for the events of one type, whatever the project. Immutable as long as nobody writes to the schema.
 *
 * @param type exact, of the callers' own
 * @param schema JSON Schema 2020-12 of the data
 * @param mode null for that of the version before, {@code WARN} for the first
 * @param compatibility with the version before; null for what that had, {@code BACKWARD} for the first
 * @param dryRun only tell, also how many stored events do not match
 */
public record RegisterSchema(
        String type,
        ObjectNode schema,
        @Nullable SchemaMode mode,
        @Nullable Compatibility compatibility,
        boolean dryRun) {
    /** Characters: the subject of a registration holds the type, and has to fit into the log's limit. */
    private static final int MAX_TYPE = 400;

    public RegisterSchema {
        Checks.line("type", type, MAX_TYPE);
        if (MemoryEventCodec.reserved(type) || type.endsWith("*")) {
            throw MemoryException.invalid(
                    "a schema is for one type of your own events, was " + type,
                    "for example order.shipped");
        }
    }

    /** The schema, compiled. */
    EventSchema compiled() {
        try {
            return EventSchema.of(schema);
        } catch (IllegalArgumentException e) {
            throw MemoryException.invalid(
                    String.valueOf(e.getMessage()),
                    "for example {\"type\": \"object\", \"required\": [\"total\"], \"properties\":"
                            + " {\"total\": {\"type\": \"number\"}}}");
        }
    }

    /**
     * How stored events fit.
     *
     * @param checked the newest visible ones, at most {@link SchemaReads#MOST_CHECKED}
     * @param examples the newest that do not match
     */
    public record Stored(int checked, int mismatching, List<Example> examples) {}

    /** A stored event that does not match. */
    public record Example(Position event, List<Violation> violations) {}

    /**
     * The answer.
     *
     * @param receipt null for a dry run, and when this very version is in force already
     * @param version that it has, or would have
     * @param breaks why it is not compatible; only a dry run tells of any
     * @param stored null but for a dry run
     */
    public record Result(
            @Nullable Receipt receipt,
            String type,
            long version,
            SchemaMode mode,
            Compatibility compatibility,
            List<String> breaks,
            @Nullable Stored stored) {}
}
