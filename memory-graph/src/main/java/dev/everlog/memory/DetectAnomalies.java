package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Timeline.Bucket;
import dev.everlog.memory.insight.Method;
import dev.everlog.memory.insight.Outlier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands out in time. Immutable.
 *
 * @param path of a number in the data, dotted; null for counts of events
 * @param bucket parts of time that are counted, or whose medians are looked at; null for single events by their number
 * @param sensitivity 1 for a false alarm in a hundred series; 2 halves the distance that is needed
 */
public record DetectAnomalies(
        EventQuery events,
        @Nullable String path,
        @Nullable Bucket bucket,
        Method method,
        double sensitivity) {
    /** Events whose data is read, the newest: some tenths of a second. */
    public static final int MAX_VALUES = 20_000;

    /** Buckets of a series: two years of hours. */
    public static final int MAX_BUCKETS = 20_000;

    /**
     * What stands out.
     *
     * @param at beginning of the bucket, or when the event occurred
     * @param observed count, median or number; of a shift the new level
     * @param expected the usual then; of a shift the old level
     * @param score in standard deviations of the usual, negative for less
     * @param examples some events of the bucket, or the event; none of an empty bucket
     */
    public record Anomaly(
            Outlier.Kind kind,
            Instant at,
            double observed,
            double expected,
            double score,
            List<Position> examples) {}

    /**
     * The answer.
     *
     * @param anomalies by size of their scores, the largest first
     * @param events that were looked at
     * @param series how many numbers were compared
     * @param note what could not be done, null if all was
     */
    public record Result(List<Anomaly> anomalies, int events, int series, @Nullable String note) {}

    public DetectAnomalies {
        Checks.range("sensitivity", sensitivity, 0.1, 10);
        if (path == null && bucket == null) {
            throw MemoryException.invalid("counts need a bucket", "for example bucket: day");
        }
    }

    /** Counts look at columns only; for numbers the data of the events is read, a block at a time. */
    public Result in(Memory memory, Vantage vantage) {
        return path == null
                ? CountAnomalies.of(memory, vantage, this)
                : NumberAnomalies.of(memory, vantage, this, path);
    }
}
