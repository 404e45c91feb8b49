package dev.everlog.memory;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.SchemaMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of registering schemas. Pure. */
final class DecideSchema {
    /**
     * What a registration would be.
     *
     * @param isNew something differs from the version before
     */
    record Plan(
            long version, MemoryEvent.SchemaRegistered event, List<String> breaks, boolean isNew) {}

    private DecideSchema() {}

    static Plan plan(Reading reading, RegisterSchema request) {
        Schemas.Registered earlier =
                reading.states().schemas().find(request.type(), reading.position().value());
        SchemaMode mode = earlier == null ? SchemaMode.WARN : earlier.said().mode();
        Compatibility kept =
                earlier == null ? Compatibility.BACKWARD : earlier.said().compatibility();
        MemoryEvent.SchemaRegistered event =
                new MemoryEvent.SchemaRegistered(
                        request.type(),
                        request.schema(),
                        requireNonNullElse(request.mode(), mode),
                        requireNonNullElse(request.compatibility(), kept));
        if (earlier == null) {
            var _ = request.compiled();
            return new Plan(1, event, List.of(), true);
        }
        boolean isNew = !earlier.said().equals(event);
        return new Plan(
                earlier.version() + (isNew ? 1 : 0),
                event,
                isNew
                        ? event.compatibility().breaks(earlier.schema(), request.compiled())
                        : List.of(),
                isNew);
    }

    static Decision decide(Reading reading, RegisterSchema request, Instant now) {
        Plan plan = plan(reading, request);
        if (!plan.breaks.isEmpty()) {
            throw MemoryException.invalid(
                    "this schema is not compatible with v"
                            + (plan.version - 1)
                            + " of "
                            + request.type()
                            + ": "
                            + String.join("; ", plan.breaks),
                    "keep what v"
                            + (plan.version - 1)
                            + " allows (a new property of an open object may have had any value:"
                            + " leave it open), or say compatibility: none");
        }
        String subject = MemoryEvent.schemaSubject(request.type());
        return new Decision(
                plan.isNew ? List.of(Decision.Draft.of(subject, now, plan.event)) : List.of(),
                new AppendCondition.Unchanged(Set.of(subject), reading.position()));
    }

    /**
     * The answer, from what was written.
     *
     * @param plan as of before it
     */
    static RegisterSchema.Result answer(Optional<Written> written, Plan plan) {
        return result(written.map(Written::receipt).orElse(null), plan, null);
    }

    static RegisterSchema.Result result(
            @Nullable Receipt receipt, Plan plan, RegisterSchema.@Nullable Stored stored) {
        return new RegisterSchema.Result(
                receipt,
                plan.event.type(),
                plan.version,
                plan.event.mode(),
                plan.event.compatibility(),
                plan.breaks,
                stored);
    }
}
