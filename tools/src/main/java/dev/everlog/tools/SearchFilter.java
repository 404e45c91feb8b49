package dev.everlog.tools;

import dev.everlog.memory.EventQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All that narrows a search for events, as {@code query_events} has it; only that the list of tools does not say again
 * what a condition looks like. Immutable.
 */
record SearchFilter(
        @Doc(value = "exact, or person/*", listed = false) @Nullable List<String> subjects,
        @Doc(value = "exact, or order.*", listed = false) @Nullable List<String> types,
        @Doc(value = "first time of occurrence", listed = false) @Nullable When since,
        @Doc(value = "last time of occurrence", listed = false) @Nullable When until,
        @Doc(value = "conditions on data, as in query_events", listed = false)
                @Nullable List<JsonNode> where,
        @Doc(value = "in which it was written", listed = false) @Nullable String session,
        @Doc(value = "who wrote it", listed = false) @Nullable String actor) {
    SearchFilter {
        where = where == null ? List.of() : List.copyOf(where);
        Condition.requireAll(where);
    }

    EventQuery query(Call call) {
        return new EventFilter(subjects, types, since, until)
                .query(call, Condition.filters(where), session, actor);
    }
}
