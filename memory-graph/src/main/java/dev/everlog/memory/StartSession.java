package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a session, which is the writer's. Immutable.
 *
 * @param goal what it is for, in plain words
 * @param parent session that this one goes on with or was split from
 */
public record StartSession(@Nullable String goal, @Nullable String parent) {
    /** What the subject of a session begins with. */
    static final String KIND = "session";

    public StartSession {
        Checks.text("goal", goal, Remember.MAX_TEXT);
        Checks.line("parent_session", parent, Remember.MAX_LINE);
    }

    /**
     * A session that was started.
     *
     * @param at position of the event that says so
     */
    public record Started(
            Position at,
            String session,
            String actor,
            Instant startedAt,
            @Nullable String goal,
            @Nullable String parent) {}

    /** Pure. It concerns nobody else, so nothing can come between. */
    Decision decide(Writer writer, Instant now) {
        String session = writer.session();
        if (session == null) {
            throw MemoryException.invalid(
                    "a session is started by somebody who has one", "give the session an id");
        }
        var event = new MemoryEvent.SessionStarted(goal, parent);
        return new Decision(
                List.of(Decision.Draft.of(Subjects.session(session), now, event)),
                AppendCondition.always());
    }

    /** Null for an event that starts none, or whose data were erased. */
    static @Nullable Started of(StoredEvent event) {
        return MemoryEventCodec.decode(event)
                        instanceof MemoryEvent.SessionStarted(String goal, String parent)
                ? new Started(
                        event.position(),
                        Objects.requireNonNullElse(event.event().origin().session(), ""),
                        event.event().origin().actor(),
                        event.event().occurredAt(),
                        goal,
                        parent)
                : null;
    }
}
