package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hidden events to be seen again. Exactly one of the three says which. Immutable.
 *
 * @param deletion the {@code undo} position of a hide or forget: undoes exactly what it hid
 * @param events positions
 * @param matching which of the hidden events
 * @param scope for {@code matching}: whose project
 */
public record RestoreEvents(
        @Nullable Position deletion,
        List<Position> events,
        @Nullable EventQuery matching,
        Scope scope,
        String reason,
        Consent consent) {
    public RestoreEvents {
        events = List.copyOf(events);
        Checks.count("events", events, 0, HideEvents.MAX_EVENTS);
        Checks.text("reason", reason, HideEvents.MAX_REASON);
        int said =
                (deletion == null ? 0 : 1)
                        + (events.isEmpty() ? 0 : 1)
                        + (matching == null ? 0 : 1);
        if (said != 1) {
            throw MemoryException.invalid(
                    said == 0
                            ? "say what to restore: a deletion, or filters"
                            : "say what to restore in one way: a deletion or filters, not both",
                    "for example deletion: \"e1043\", the undo handle of the call that hid it");
        }
    }

    /**
     * The answer.
     *
     * @param receipt null for a dry run, or when there was nothing to restore
     * @param restored the events in question, oldest first
     * @param hidden events that had come with the deletion and go with it, oldest first
     * @param impossible what cannot come back, each with why
     */
    public record Result(
            @Nullable Receipt receipt,
            List<Position> restored,
            List<Position> hidden,
            List<String> impossible,
            @Nullable String confirmToken) {}
}
