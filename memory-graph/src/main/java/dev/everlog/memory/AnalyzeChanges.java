package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed in the states of subjects between two points of the log. Immutable.
 *
 * @param subject or a handle {@code n17}; null for the subjects of the events of the query
 * @param events of which those between both points name the subjects; null if there is a subject
 * @param from the older point
 * @param to not before it, and not after the point from which is looked
 */
public record AnalyzeChanges(
        @Nullable String subject, @Nullable EventQuery events, Position from, Position to) {
    /** Subjects, those that changed first: as dear as reading all their events. */
    public static final int MAX_SUBJECTS = 100;

    /**
     * A difference, and the event that made it.
     *
     * @param by the last event that changed the value; one that hides or restores events may be it
     */
    public record Change(
            String subject, Difference difference, Position by, String actor, Instant at) {}

    /**
     * The answer.
     *
     * @param changes by subject in order of their first event between both points, and of one subject in the order in
     *     which they can be applied
     * @param subjects that were looked at
     * @param cut whether there are more
     */
    public record Result(List<Change> changes, int subjects, boolean cut) {}

    public AnalyzeChanges {
        if ((subject == null) == (events == null)) {
            throw MemoryException.invalid(
                    "give a subject, or else filters",
                    "for example subject: order/7, or types: [\"order.*\"]");
        }
        if (from.isAfter(to)) {
            throw MemoryException.invalid("from " + from + " is after to " + to, "exchange them");
        }
    }

    /** As dear as reading all events of the subjects. */
    public Result in(Memory memory, Vantage vantage) {
        return memory.read(vantage, reading -> ChangeReads.changes(reading, this));
    }
}
