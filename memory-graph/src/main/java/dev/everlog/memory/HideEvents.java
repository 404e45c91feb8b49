package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events to be hidden: invisible in every read and search from then on, visible as of before. Immutable.
 *
 * @param events positions; empty if {@code matching} is given
 * @param matching which events; null if {@code events} are given
 * @param scope for {@code matching}: whose project
 * @param reason kept with the act
 */
public record HideEvents(
        List<Position> events,
        @Nullable EventQuery matching,
        Scope scope,
        String reason,
        Consent consent) {
    /** Events one call may hide: what still fits well into one event of the log. */
    public static final int MAX_EVENTS = 10_000;

    /** Characters of a reason: a paragraph. */
    static final int MAX_REASON = Remember.MAX_LINE * 10;

    public HideEvents {
        events = List.copyOf(events);
        Checks.count("events", events, 0, MAX_EVENTS);
        Checks.text("reason", reason, MAX_REASON);
        if (events.isEmpty() == (matching == null)) {
            throw MemoryException.invalid(
                    "say which events: either by handle or by filters",
                    "for example events: [\"e1042\"]");
        }
    }

    /**
     * The answer.
     *
     * @param receipt null for a dry run
     * @param undo give this to restore; null for a dry run
     * @param hidden the events in question, oldest first
     * @param skipped handles that were left alone, each with why
     * @param confirmToken what the real call must show, after a dry run of more than one
     */
    public record Result(
            @Nullable Receipt receipt,
            @Nullable Position undo,
            List<Position> hidden,
            List<String> skipped,
            @Nullable String confirmToken) {}
}
