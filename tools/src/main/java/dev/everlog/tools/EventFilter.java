package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.EventQuery;
import dev.everlog.memory.EventQuery.PayloadFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which events: joined by "and", the values of a list by "or". Immutable. */
record EventFilter(
        @Doc(value = "exact, or person/*", listed = false) @Nullable List<String> subjects,
        @Doc(value = "exact, or order.*", listed = false) @Nullable List<String> types,
        @Doc(value = "first time of occurrence", listed = false) @Nullable When since,
        @Doc(value = "last time of occurrence", listed = false) @Nullable When until) {

    boolean isEmpty() {
        return subjects == null && types == null && since == null && until == null;
    }

    /** Whether nothing is asked for, which is null and not "all". */
    @Nullable EventQuery orNull(Call call) {
        return isEmpty() ? null : query(call, List.of(), null, null);
    }

    EventQuery query(
            Call call,
            List<PayloadFilter> payload,
            @Nullable String session,
            @Nullable String actor) {
        return new EventQuery(
                requireNonNullElse(subjects, List.of()),
                requireNonNullElse(types, List.of()),
                payload,
                call.from(since),
                until == null ? null : until.through(call.now()).plusNanos(1),
                session,
                actor);
    }
}
