package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.FindPatterns.Kind;
import dev.everlog.memory.FindPatterns.Within;
import dev.everlog.memory.Timeline.Bucket;
import dev.everlog.memory.insight.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what stands out in many events. */
sealed interface InsightTool<A extends Answer> extends Tool<A> {
    @About(
            title = "Patterns",
            effect = Effect.READS,
            value =
                    "Event types that follow or accompany each other more often than by chance, with"
                            + " support, lift and example events; or how often each occurs.",
            example = "{\"kind\": \"sequence\", \"types\": [\"order.*\"], \"window\": \"7d\"}")
    record FindPatterns(
            @Flat EventFilter filter,
            @Doc(value = "default sequence", listed = false) @Nullable Kind kind,
            @Doc(value = "what belongs together, default subject", listed = false)
                    @Nullable Within within,
            @Doc(
                            value = "subjects or sessions that have it, default 5",
                            min = 1,
                            max = 500_000,
                            listed = false)
                    @Nullable Integer minSupport,
            @Doc(value = "most time from first to last event, for instance 1h", listed = false)
                    @Nullable Span window,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements InsightTool<Rows<PatternRow>> {
        /** Groups: fewer prove nothing in any case. */
        private static final int FEWEST = 5;

        @Override
        public Rows<PatternRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            var asked =
                    new dev.everlog.memory.FindPatterns(
                            filter.query(reader.call(), List.of(), null, null),
                            requireNonNullElse(kind, Kind.SEQUENCE),
                            requireNonNullElse(within, Within.SUBJECT),
                            requireNonNullElse(minSupport, FEWEST),
                            window == null ? null : window.duration());
            return PatternRow.rows(asked, asked.in(reader.memory(), reader.vantage()), reader);
        }
    }

    @About(
            title = "Anomalies",
            effect = Effect.READS,
            value =
                    "Time buckets with unusually many or few events, and shifts of the level; or events"
                            + " with unusual numbers at a path of their data. Observed, expected, score.",
            example = "{\"types\": [\"order.*\"], \"bucket\": \"day\", \"method\": \"mad\"}")
    record DetectAnomalies(
            @Flat EventFilter filter,
            @Doc("count (default), or a path in data") @Nullable String metric,
            @Doc(value = "default day for counts; with a path, medians of buckets", listed = false)
                    @Nullable Bucket bucket,
            @Doc(value = "default mad", listed = false) @Nullable Method method,
            @Doc(value = "default 1; more tells more", min = 0.1, max = 10, listed = false)
                    @Nullable Double sensitivity,
            @Flat ListOptions list,
            @Flat ReadOptions read)
            implements InsightTool<Rows<AnomalyRow>> {
        private static final String COUNT = "count";

        @Override
        public Rows<AnomalyRow> run(Call call) {
            var reader = Reader.of(call, read, list);
            boolean counts = metric == null || metric.equals(COUNT);
            var asked =
                    new dev.everlog.memory.DetectAnomalies(
                            filter.query(reader.call(), List.of(), null, null),
                            counts ? null : metric,
                            counts ? requireNonNullElse(bucket, Bucket.DAY) : bucket,
                            requireNonNullElse(method, Method.MAD),
                            requireNonNullElse(sensitivity, 1.0));
            return AnomalyRow.rows(asked, asked.in(reader.memory(), reader.vantage()), reader);
        }
    }
}
