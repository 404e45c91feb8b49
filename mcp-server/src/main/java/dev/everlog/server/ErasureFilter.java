package dev.everlog.server;

import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.Memory;
import java.util.List;
import java.util.Locale;

/**
 * Which events are to be erased: those that match each list that is not empty. What was erased, what tells of erasing,
 * and what hides and restores others is left alone: without that, what was hidden would be seen. Immutable.
 *
 * @param events ids, or handles such as {@code e42}
 */
record ErasureFilter(List<String> subjects, List<String> events, List<String> types) {
    ErasureFilter {
        subjects = List.copyOf(subjects);
        events = events.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
        types = List.copyOf(types);
    }

    boolean matches(StoredEvent event) {
        return !event.isErased()
                && !Erasure.tells(event)
                && !Memory.concernsVisibility(event)
                && (subjects.isEmpty() || subjects.contains(event.subject()))
                && (types.isEmpty() || types.contains(event.type()))
                && (events.isEmpty()
                        || events.contains(event.position().toString())
                        || events.contains(event.event().id().toString()));
    }
}
