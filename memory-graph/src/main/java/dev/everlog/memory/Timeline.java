package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The story of a subject. Immutable.
 *
 * @param subject or a handle {@code n17}
 * @param bucket null for no counts
 */
public record Timeline(
        String subject, @Nullable Instant since, @Nullable Instant until, @Nullable Bucket bucket) {
    /** In UTC; weeks begin on Monday. */
    public enum Bucket {
        HOUR,
        DAY,
        WEEK,
        MONTH;

        /** The beginning of the bucket that a moment is in. */
        Instant start(Instant at) {
            OffsetDateTime day = at.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
            return switch (this) {
                case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
                case DAY -> day.toInstant();
                case WEEK ->
                        day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toInstant();
                case MONTH -> day.withDayOfMonth(1).toInstant();
            };
        }

        /** The beginning of the next bucket. */
        Instant next(Instant start) {
            return switch (this) {
                case HOUR -> start.plus(1, ChronoUnit.HOURS);
                case DAY -> start.plus(1, ChronoUnit.DAYS);
                case WEEK -> start.plus(7, ChronoUnit.DAYS);
                case MONTH -> start.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
            };
        }
    }

    /**
     * An event in its story.
     *
     * @param sincePrevious from the step before in time of occurrence, negative if told out of order; null at first
     */
    public record Step(StoredEvent event, @Nullable Duration sincePrevious) {}

    /**
     * Events in a bucket.
     *
     * @param events how many began in it; empty ones are left out
     */
    public record Count(Instant start, int events) {}

    /**
     * The answer.
     *
     * @param counts of the whole story, on every page
     */
    public record Result(Page<Step> steps, List<Count> counts, int total) {}
}
