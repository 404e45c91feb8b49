package dev.everlog.memory;

import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.insight.Outliers;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.Optional;

/** Buckets with more or fewer events than usual. */
final class CountAnomalies {
    private CountAnomalies() {}

    static DetectAnomalies.Result of(Memory memory, Vantage vantage, DetectAnomalies asked) {
        Optional<Buckets> counted = memory.read(vantage, reading -> counted(reading, asked));
        return counted.map(buckets -> answer(buckets, asked))
                .orElse(new DetectAnomalies.Result(List.of(), 0, 0, "no event matches"));
    }

    private static DetectAnomalies.Result answer(Buckets buckets, DetectAnomalies asked) {
        Series series = new Series(buckets.starts(), asked.bucket());
        var outliers =
                Outliers.ofCounts(
                        buckets.counts(), asked.method(), asked.sensitivity(), series.phases());
        return new DetectAnomalies.Result(
                series.anomalies(outliers, buckets::examples),
                buckets.events(),
                buckets.starts().size(),
                series.trouble(asked.method()));
    }

    /** Empty if there is nothing to count. */
    private static Optional<Buckets> counted(Reading reading, DetectAnomalies asked) {
        EventQuery query = asked.events();
        EventIndex index = reading.states().index();
        long[] positions = new EventSearch(reading, query).visible(Order.ASC).toArray();
        if (positions.length == 0) {
            return Optional.empty();
        }
        long[] micros = Arrays.stream(positions).map(index::occurredMicros).toArray();
        LongSummaryStatistics told = Arrays.stream(micros).summaryStatistics();
        Instant since = query.since();
        Instant until = query.until();
        Buckets buckets =
                new Buckets(
                        Objects.requireNonNull(asked.bucket()),
                        since == null ? Micros.instant(told.getMin()) : since,
                        until == null ? Micros.instant(told.getMax()) : until.minusNanos(1));
        for (int i = 0; i < positions.length; i++) {
            buckets.add(micros[i], positions[i]);
        }
        return Optional.of(buckets);
    }
}
