package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.insight.Method;
import dev.everlog.memory.insight.Outlier;
import dev.everlog.memory.insight.Outliers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Moments of a series in order of time, and the season that they are in. Immutable.
 *
 * @param bucket null for moments of events
 */
record Series(List<Instant> moments, Timeline.@Nullable Bucket bucket) {
    /** Periods of a season that there must be. */
    private static final int CYCLES = 3;

    private static final int HOURS_OF_DAY = 24;
    private static final int DAYS_OF_WEEK = 7;
    private static final int HOURS_OF_WEEK = HOURS_OF_DAY * DAYS_OF_WEEK;

    /** In which of the phases of its season each moment is. */
    Outliers.Phases phases() {
        int period = period();
        return new Outliers.Phases(
                moments.stream().map(at -> phase(at, period)).toList(), Math.max(1, period));
    }

    private int period() {
        if (bucket == Timeline.Bucket.DAY) {
            return moments.size() >= CYCLES * DAYS_OF_WEEK ? DAYS_OF_WEEK : 0;
        }
        if (bucket == Timeline.Bucket.WEEK || bucket == Timeline.Bucket.MONTH) {
            return 0;
        }
        return moments.size() >= CYCLES * HOURS_OF_WEEK
                ? HOURS_OF_WEEK
                : moments.size() >= CYCLES * HOURS_OF_DAY ? HOURS_OF_DAY : 0;
    }

    private static int phase(Instant at, int period) {
        var time = at.atOffset(ZoneOffset.UTC);
        int day = time.getDayOfWeek().getValue() - 1;
        return switch (period) {
            case HOURS_OF_DAY -> time.getHour();
            case DAYS_OF_WEEK -> day;
            case HOURS_OF_WEEK -> day * HOURS_OF_DAY + time.getHour();
            default -> 0;
        };
    }

    /** What cannot be told of this series by a method, null if everything can. */
    @Nullable String trouble(Method method) {
        if (moments.size() < Outliers.FEWEST) {
            return "%d numbers are too few to know what is usual, %d are needed"
                    .formatted(moments.size(), Outliers.FEWEST);
        }
        return method == Method.SEASONAL && period() == 0
                ? "without a season: it needs three weeks of days, or three days of hours"
                : null;
    }

    /** The answer, the largest first; buckets at the ends may be there in part only, and so are never drops. */
    List<DetectAnomalies.Anomaly> anomalies(
            List<Outlier> outliers, IntFunction<List<Position>> examples) {
        int last = moments.size() - 1;
        return outliers.stream()
                .filter(one ->
                        bucket == null
                                || one.kind() != Outlier.Kind.DROP
                                || (one.index() > 0 && one.index() < last))
                .sorted(Comparator.comparingDouble(one -> -Math.abs(one.score())))
                .map(one ->
                        new DetectAnomalies.Anomaly(
                                one.kind(),
                                moments.get(one.index()),
                                one.observed(),
                                one.expected(),
                                one.score(),
                                examples.apply(one.index())))
                .toList();
    }
}
