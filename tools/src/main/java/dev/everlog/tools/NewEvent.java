package dev.everlog.tools;

import static java.util.Objects.requireNonNullElseGet;

import dev.everlog.memory.Ingest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One of several events of the caller's own making. Immutable. */
record NewEvent(
        @Doc(value = "dotted, past tense", listed = false) String type,
        @Doc(value = "kind/id", listed = false) String subject,
        @Doc(value = "what happened", listed = false) @Nullable ObjectNode data,
        @Doc(value = "default now", listed = false) @Nullable When occurredAt,
        @Doc(value = "of the subject before the batch", listed = false)
                @Nullable Long expectedVersion) {
    Ingest.Item item(Call call, @Nullable String correlationId, @Nullable String causationId) {
        return new Ingest.Item(
                null,
                type,
                subject,
                requireNonNullElseGet(data, Json.MAPPER::createObjectNode),
                call.from(occurredAt),
                expectedVersion,
                correlationId,
                causationId);
    }
}
