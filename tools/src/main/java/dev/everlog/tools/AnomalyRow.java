package dev.everlog.tools;

import dev.everlog.memory.DetectAnomalies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bucket or an event that stands out.
 *
 * @param kind spike, drop, or shift: the first bucket of another level
 * @param at beginning of the bucket, or when the event occurred
 * @param observed of a shift the new level
 * @param expected of a shift the old level
 * @param score standard deviations of the usual
 * @param examples handles of events in it
 */
record AnomalyRow(
        String kind,
        String at,
        double observed,
        double expected,
        double score,
        List<String> examples)
        implements Row<AnomalyRow> {
    /**
     * What was looked at.
     *
     * @param series numbers that were compared
     * @param note what could not be done
     */
    record Looked(String metric, String method, int events, int series, @Nullable String note)
            implements Summary {
        @Override
        public String line() {
            return "%s of %s in %s by %s%s"
                    .formatted(
                            Quoted.name(metric),
                            Counts.of(events, "event"),
                            Counts.of(series, "number"),
                            method,
                            note == null ? "" : "; " + note);
        }
    }

    static Rows<AnomalyRow> rows(
            DetectAnomalies asked, DetectAnomalies.Result result, Reader reader) {
        var looked =
                new Looked(
                        asked.path() == null ? "count" : asked.path(),
                        Names.constant(asked.method()),
                        result.events(),
                        result.series(),
                        result.note());
        return reader.rows(looked, Slice.of(result.anomalies()), AnomalyRow::of);
    }

    private static AnomalyRow of(DetectAnomalies.Anomaly anomaly) {
        return new AnomalyRow(
                Names.constant(anomaly.kind()),
                Times.utc(anomaly.at()),
                Rounded.hundredths(anomaly.observed()),
                Rounded.hundredths(anomaly.expected()),
                Rounded.hundredths(anomaly.score()),
                anomaly.examples().stream().map(Object::toString).toList());
    }

    @Override
    public String line() {
        return "%s %s observed %s expected %s score %s (%s)"
                .formatted(kind, at, observed, expected, score, String.join(" ", examples));
    }

    /** Short already. */
    @Override
    public AnomalyRow shortened(int characters) {
        return this;
    }
}
