package dev.everlog.memory.recall;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.recall.Recalled.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that a question brought back. Immutable.
 *
 * @param hits best first
 * @param position what the answer knows
 * @param degraded one sentence on what was missing (no model, still loading), null if nothing
 */
public record FoundEvents(
        List<Hit> hits, Position position, EventCoverage coverage, @Nullable String degraded) {
    /**
     * An event that was found; events with the same text have the same score and reasons, and stand newest first.
     *
     * @param score the cosine, or the sum of the reasons' shares
     */
    public record Hit(Position event, double score, List<Reason> reasons) {}
}
