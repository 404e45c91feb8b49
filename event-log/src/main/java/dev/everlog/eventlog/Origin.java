package dev.everlog.eventlog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an event comes from: who wrote it, in which conversation and for which project. Immutable.
 *
 * @param tenant isolation boundary, never chosen by the caller of a tool
 * @param actor the agent, user or program that wrote
 * @param session one agent conversation
 * @param project soft scope inside a tenant
 * @param correlationId what belongs together across events
 * @param causationId the event that made this one happen
 */
public record Origin(
        String tenant,
        String actor,
        @Nullable String session,
        @Nullable String project,
        @Nullable String correlationId,
        @Nullable String causationId) {
    public Origin {
        Objects.requireNonNull(tenant);
        Objects.requireNonNull(actor);
    }

    /** An origin with nothing but tenant and actor. */
    public static Origin of(String tenant, String actor) {
        return new Origin(tenant, actor, null, null, null, null);
    }
}
