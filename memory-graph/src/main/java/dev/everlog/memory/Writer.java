package dev.everlog.memory;

import dev.everlog.eventlog.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * Who writes, from where, and under which name of the request. Immutable.
 *
 * @param actor the agent, user or program
 * @param session one agent conversation
 * @param project soft scope of what is written
 * @param correlationId what belongs together across events
 * @param causationId the event that made this one happen
 * @param idempotencyKey repeating the same request under the same key gives the first result and {@code duplicate};
 *     another request under it is a {@code CONFLICT}. Its digest is of what was asked for in the caller's own words: "an
 *     hour ago" is the same when it is said again
 */
public record Writer(
        String actor,
        @Nullable String session,
        @Nullable String project,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable IdempotencyKey idempotencyKey) {
    public Writer {
        Checks.line("actor", actor, Remember.MAX_LINE);
        Checks.line("session", session, Remember.MAX_LINE);
        Checks.line("project", project, Remember.MAX_LINE * 5);
        Checks.line("correlation_id", correlationId, Remember.MAX_LINE);
        Checks.line("causation_id", causationId, Remember.MAX_LINE);
    }

    /** Nothing but an actor. */
    public static Writer of(String actor) {
        return new Writer(actor, null, null, null, null, null);
    }

    public Writer session(@Nullable String other) {
        return new Writer(actor, other, project, correlationId, causationId, idempotencyKey);
    }

    public Writer project(@Nullable String other) {
        return new Writer(actor, session, other, correlationId, causationId, idempotencyKey);
    }

    public Writer idempotencyKey(@Nullable IdempotencyKey other) {
        return new Writer(actor, session, project, correlationId, causationId, other);
    }
}
