package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.DetectAnomalies.Result;
import dev.everlog.memory.PageRequest.Order;
import dev.everlog.memory.insight.Outlier;
import dev.everlog.memory.insight.Outliers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Events, or buckets, with larger or smaller numbers than usual. */
final class NumberAnomalies {
    /** Events that are read under one lock: a few milliseconds. */
    private static final int BLOCK = 500;

    private record Measured(Instant at, Position position, double value) {}

    private NumberAnomalies() {}

    static Result of(Memory memory, Vantage vantage, DetectAnomalies asked, String path) {
        long[] newest =
                memory.read(
                        vantage,
                        reading ->
                                new EventSearch(reading, asked.events())
                                        .visible(Order.DESC)
                                        .limit(DetectAnomalies.MAX_VALUES + 1L)
                                        .toArray());
        int count = Math.min(newest.length, DetectAnomalies.MAX_VALUES);
        List<Measured> numbers = new ArrayList<>();
        for (int from = 0; from < count; from += BLOCK) {
            long[] block = Arrays.copyOfRange(newest, from, Math.min(count, from + BLOCK));
            memory.read(vantage, reading -> numbers.addAll(numbers(reading, block, path)));
        }
        numbers.sort(
                Comparator.comparing(Measured::at)
                        .thenComparingLong(number -> number.position.value()));
        Result result =
                asked.bucket() == null
                        ? ofEvents(numbers, asked)
                        : ofBuckets(numbers, asked, asked.bucket());
        return count == newest.length
                ? result
                : new Result(
                        result.anomalies(),
                        result.events(),
                        result.series(),
                        "only the newest " + count + " events");
    }

    private static List<Measured> numbers(Reading reading, long[] positions, String path) {
        List<Measured> numbers = new ArrayList<>();
        for (long at : positions) {
            JsonNode found = Json.at(Json.object(reading.event(at).data()), path);
            if (found != null && found.isNumber()) {
                Instant time = Micros.instant(reading.states().index().occurredMicros(at));
                numbers.add(new Measured(time, new Position(at), found.doubleValue()));
            }
        }
        return numbers;
    }

    private static Result ofEvents(List<Measured> numbers, DetectAnomalies asked) {
        Series series = new Series(numbers.stream().map(Measured::at).toList(), null);
        List<Outlier> outliers =
                Outliers.ofNumbers(
                        values(numbers), asked.method(), asked.sensitivity(), series.phases());
        return result(
                series,
                series.anomalies(outliers, i -> List.of(numbers.get(i).position)),
                numbers.size(),
                asked);
    }

    /** A bucket without a number has no median, and is left out. */
    private static Result ofBuckets(
            List<Measured> numbers, DetectAnomalies asked, Timeline.Bucket bucket) {
        TreeMap<Instant, List<Measured>> byStart = new TreeMap<>();
        numbers.forEach(number ->
                byStart.computeIfAbsent(bucket.start(number.at), _ -> new ArrayList<>())
                        .add(number));
        List<List<Measured>> buckets = List.copyOf(byStart.values());
        Series series = new Series(List.copyOf(byStart.keySet()), bucket);
        double[] medians =
                buckets.stream().mapToDouble(one -> Outliers.median(values(one))).toArray();
        List<Outlier> outliers =
                Outliers.ofLevels(medians, asked.method(), asked.sensitivity(), series.phases());
        return result(
                series,
                series.anomalies(outliers, i -> examples(buckets.get(i))),
                numbers.size(),
                asked);
    }

    private static Result result(
            Series series,
            List<DetectAnomalies.Anomaly> anomalies,
            int events,
            DetectAnomalies asked) {
        return new Result(
                anomalies, events, series.moments().size(), series.trouble(asked.method()));
    }

    private static double[] values(List<Measured> numbers) {
        return numbers.stream().mapToDouble(Measured::value).toArray();
    }

    private static List<Position> examples(List<Measured> bucket) {
        return bucket.stream().map(Measured::position).limit(Buckets.EXAMPLES).toList();
    }
}
