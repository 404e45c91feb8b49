package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.custom.SchemaMode;
import dev.everlog.memory.custom.Violation;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An event that does not match the schema of its type. Immutable.
 *
 * @param index of the event in its batch, from 0
 * @param version of the schema
 * @param violations at least one
 */
public record Mismatch(
        int index, String type, SchemaMode mode, long version, List<Violation> violations) {
    /** Events of a batch that an answer tells of: the others are mostly wrong in the same way. */
    static final int MOST = 10;

    /** Those of a batch that is to be written, at most {@link #MOST}; the mode is warn or enforce. */
    static List<Mismatch> of(Reading reading, List<Ingest.Item> batch) {
        return IntStream.range(0, batch.size())
                .mapToObj(i -> find(reading, i, batch.get(i)))
                .filter(Objects::nonNull)
                .limit(MOST)
                .toList();
    }

    /** The same of a batch that was written. */
    static List<Mismatch> ofStored(Reading before, List<StoredEvent> batch) {
        return of(
                before,
                batch.stream()
                        .map(event ->
                                new Ingest.Item(
                                        null,
                                        event.type(),
                                        event.subject(),
                                        Json.object(event.data()),
                                        null,
                                        null,
                                        null,
                                        null))
                        .toList());
    }

    /** What is wrong with the event of this index, or null; the mode is warn or enforce. */
    static @Nullable Mismatch find(Reading reading, int index, Ingest.Item event) {
        String type = event.type();
        Schemas.Registered schema =
                reading.states().schemas().find(type, reading.position().value());
        if (schema == null || schema.said().mode() == SchemaMode.OFF) {
            return null;
        }
        List<Violation> violations = schema.schema().violations(event.data());
        return violations.isEmpty()
                ? null
                : new Mismatch(index, type, schema.said().mode(), schema.version(), violations);
    }

    /** Refuses a batch with an event that has to match. */
    static void refuse(List<Mismatch> mismatches) {
        List<Mismatch> refused =
                mismatches.stream().filter(each -> each.mode == SchemaMode.ENFORCE).toList();
        if (!refused.isEmpty()) {
            throw MemoryException.invalid(
                    refused.stream().map(Mismatch::toString).collect(Collectors.joining("; "))
                            + "; nothing was appended",
                    "list_schemas shows the schema");
        }
    }

    @Override
    public String toString() {
        return "event " + index + " " + what();
    }

    /** Without saying of which event. */
    public String what() {
        return "does not match schema v"
                + version
                + " of "
                + type
                + ": "
                + violations.stream().map(Violation::toString).collect(Collectors.joining(", "));
    }
}
