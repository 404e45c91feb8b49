package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a rule wants to have appended, and under which condition. Immutable.
 *
 * @param drafts may be empty: then nothing is appended
 */
record Decision(List<Draft> drafts, AppendCondition condition) {
    /** Nothing at all. */
    static final Decision NOTHING = new Decision(List.of(), AppendCondition.always());

    /**
     * An event without its origin and key, which are the writer's.
     *
     * @param id null to have one made
     * @param correlationId null for the writer's
     * @param causationId null for the writer's
     * @param writer null for the decision's
     */
    record Draft(
            @Nullable UUID id,
            String subject,
            String type,
            Instant occurredAt,
            String data,
            @Nullable String correlationId,
            @Nullable String causationId,
            @Nullable Writer writer) {
        /** The same, written by somebody else. */
        Draft by(Writer other) {
            return new Draft(
                    id, subject, type, occurredAt, data, correlationId, causationId, other);
        }

        /** One of our own. */
        static Draft of(String subject, Instant occurredAt, MemoryEvent event) {
            return of(subject, occurredAt, event, event);
        }

        /** One of our own that takes the place of an earlier one of its subject. */
        static Draft of(
                String subject, Instant occurredAt, MemoryEvent event, MemoryEvent earlier) {
            return new Draft(
                    null,
                    subject,
                    MemoryEventCodec.type(event),
                    occurredAt,
                    MemoryEventCodec.data(event, earlier),
                    null,
                    null,
                    null);
        }
    }

    Decision {
        drafts = List.copyOf(drafts);
    }
}
