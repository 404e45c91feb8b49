package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A projection of the user's own to be there no more, whatever the project; as of before it still is. Immutable. */
public record RemoveProjection(String name) {
    public RemoveProjection {
        Checks.word("name", name, "open_orders");
    }

    /** {@code NOT_FOUND} if there is none; its fields in the answer are none. */
    public DefineProjection.Result in(Memory memory, Writer writer) {
        Instant now = memory.now();
        Written written = memory.write(writer, reading -> decide(reading, now)).orElseThrow();
        return new DefineProjection.Result(
                written.receipt(), name, written.last().version(), List.of());
    }

    private Decision decide(Reading reading, Instant now) {
        Projections known = reading.states().projections();
        if (known.find(name, reading.position().value()) == null) {
            throw MemoryException.notFound(
                    "there is no projection " + name,
                    "there are: " + known.names(reading.position().value()));
        }
        String subject = MemoryEvent.projectionSubject(name);
        return new Decision(
                List.of(Decision.Draft.of(subject, now, new MemoryEvent.ProjectionRemoved(name))),
                new AppendCondition.Unchanged(Set.of(subject), reading.position()));
    }
}
