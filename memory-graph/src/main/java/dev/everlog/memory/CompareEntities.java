package dev.everlog.memory;

import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What subjects have in common. Immutable.
 *
 * @param subjects or handles {@code n17}
 * @param since of the events that are compared, null for all; states are always of now
 */
public record CompareEntities(
        List<String> subjects, @Nullable Instant since, @Nullable Instant until) {
    /** Subjects: of more there would be hundreds of pairs. */
    public static final int MAX_SUBJECTS = 20;

    /** Events of a subject, the newest, whose order is compared: for 190 pairs half a second. */
    public static final int MAX_STEPS = 500;

    /**
     * Two subjects.
     *
     * @param sharedTypes types of events that both have
     * @param allTypes types that one of them has
     * @param sequence similarity of the order of their types, 0 to 1: one minus the edit distance (V. Levenshtein, 1966)
     *     over the length of the longer; 1 for two without events
     * @param differences of their states
     */
    public record Pair(
            String first,
            String second,
            int sharedTypes,
            int allTypes,
            double sequence,
            int differences) {
        /** Overlap of their types, 0 to 1 (Jaccard's index); 1 for two without events. */
        public double types() {
            return allTypes == 0 ? 1 : (double) sharedTypes / allTypes;
        }
    }

    /**
     * A value that is not the same in all states.
     *
     * @param path JSON Pointer
     * @param values by subject, without those that have none
     */
    public record Property(String path, SequencedMap<String, JsonNode> values) {}

    /**
     * The answer.
     *
     * @param cut whether a subject has more events than are compared
     */
    public record Result(
            List<String> subjects, List<Pair> pairs, List<Property> properties, boolean cut) {}

    public CompareEntities {
        Checks.count("subjects", subjects, 2, MAX_SUBJECTS);
        subjects = List.copyOf(subjects);
    }

    /** As dear as the states of the subjects. */
    public Result in(Memory memory, Vantage vantage) {
        return memory.read(vantage.in(Scope.ALL), reading -> Comparison.of(reading, this));
    }
}
