package dev.everlog.memory.insight;

/**
 * A number of a series that stands out, or where a new level begins. Immutable.
 *
 * @param observed of a shift the new level
 * @param expected of a shift the old level
 * @param score distance in standard deviations of the usual, negative for less than expected
 */
public record Outlier(int index, Kind kind, double observed, double expected, double score) {
    /** What it is. */
    public enum Kind {
        SPIKE,
        DROP,
        SHIFT
    }
}
