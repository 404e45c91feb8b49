package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.memory.custom.Field;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rules of defining projections. Pure. */
final class DecideProjection {
    private DecideProjection() {}

    static Decision decide(Reading reading, DefineProjection request, Instant now) {
        Projections known = reading.states().projections();
        Projections.Version earlier = known.find(request.name(), reading.position().value());
        if (earlier == null && known.size() >= DefineProjection.MAX_PROJECTIONS) {
            throw new MemoryException(
                    MemoryException.Kind.LIMIT,
                    "there are " + known.size() + " projections, and no more can be folded",
                    "define one of them anew under its name");
        }
        MemoryEvent.ProjectionDefined event =
                new MemoryEvent.ProjectionDefined(
                        request.name(), request.template(), request.definition());
        String subject = MemoryEvent.projectionSubject(request.name());
        boolean isNew = earlier == null || !earlier.data().equals(MemoryEventCodec.data(event));
        return new Decision(
                isNew ? List.of(Decision.Draft.of(subject, now, event)) : List.of(),
                new AppendCondition.Unchanged(Set.of(subject), reading.position()));
    }

    /** The answer. */
    static DefineProjection.Result answer(
            Reading after, DefineProjection request, Optional<Written> written) {
        Projections.Version version =
                Objects.requireNonNull(
                        after.states()
                                .projections()
                                .find(request.name(), after.position().value()));
        return new DefineProjection.Result(
                written.map(Written::receipt).orElse(null),
                request.name(),
                version.number(),
                version.definition().fields().stream().map(Field::name).toList());
    }
}
