package dev.everlog.tools;

import dev.everlog.memory.LogStats;
import dev.everlog.memory.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much is in the log and how it is doing.
 *
 * @param byType most frequent first; {@code typesLeftOut} more are not shown
 * @param lag of each view: events that it has not folded yet; -1 for one that stands still
 * @param durable the policy by which an acknowledged event is kept
 * @param hotBytes of the files of the tail
 * @param coldBytes of the archive
 * @param tokensServed of the answers that this process gave before this one, as budgets estimate them
 */
record LogStatistics(
        String project,
        String tenant,
        long position,
        long events,
        long hidden,
        long subjects,
        Map<String, Long> byType,
        @Nullable Integer typesLeftOut,
        Map<String, Long> bySubjectKind,
        @Nullable Integer kindsLeftOut,
        @Nullable String firstRecordedAt,
        @Nullable String lastRecordedAt,
        long logEnd,
        long durablePosition,
        String durable,
        long hotBytes,
        long coldBytes,
        long freeBytes,
        long tokensServed,
        Map<String, Long> lag,
        @Nullable String damage,
        @Nullable String lastFlushError,
        @Nullable String sealingTrouble)
        implements Answer {
    /** Counts in a quick answer. */
    static final int FEW = 10;

    /** Tokens of a type with its count, twice: for two tables. */
    static final int TOKENS_PER_COUNT = 24;

    static LogStatistics of(LogStats stats, Scope scope, int most, long served) {
        var log = stats.log();
        return new LogStatistics(
                scope.toString(),
                stats.tenant(),
                stats.position().value(),
                stats.events(),
                stats.hidden(),
                stats.subjects(),
                Counts.first(stats.byType(), most),
                Counts.leftOut(stats.byType(), most),
                Counts.first(stats.bySubjectKind(), most),
                Counts.leftOut(stats.bySubjectKind(), most),
                Times.orNull(stats.firstRecordedAt()),
                Times.orNull(stats.lastRecordedAt()),
                stats.end().value(),
                log.durable().value(),
                Names.constant(log.durability()),
                stats.size().hot(),
                stats.size().cold(),
                log.freeBytes(),
                served,
                lag(stats),
                log.damage(),
                log.lastFlushError(),
                log.sealingTrouble());
    }

    private static Map<String, Long> lag(LogStats stats) {
        var lag = new LinkedHashMap<String, Long>();
        stats.views()
                .forEach((view, folded) ->
                        lag.put(view, folded < 0 ? -1 : stats.end().value() - folded));
        return lag;
    }

    @Override
    public String text() {
        var lines = new Lines();
        lines.add(
                "%s of %s as of e%d (%d hidden), project %s, tenant %s"
                        .formatted(
                                Counts.of(events, "event"),
                                Counts.of(subjects, "subject"),
                                position,
                                hidden,
                                Quoted.name(project),
                                Quoted.name(tenant)));
        lines.add("types: " + Counts.line(byType, typesLeftOut));
        lines.add("subject kinds: " + Counts.line(bySubjectKind, kindsLeftOut));
        lines.add(firstRecordedAt, first -> "recorded " + first + " to " + lastRecordedAt);
        lines.add(
                "log end e%d, on disk to e%d, durable: %s, %d bytes hot, %d cold, %d free"
                        .formatted(
                                logEnd, durablePosition, durable, hotBytes, coldBytes, freeBytes));
        lines.add("served: " + tokensServed + " tokens by this process since its start");
        lines.add(
                lag.entrySet().stream()
                        .map(view -> view.getKey() + " " + behind(view.getValue()))
                        .collect(Collectors.joining(", ", "lag: ", "")));
        lines.add(damage, report -> "DAMAGE: " + Quoted.data(report));
        lines.add(lastFlushError, error -> "last flush error: " + Quoted.data(error));
        lines.add(
                sealingTrouble,
                trouble -> "old events are not moved to the archive: " + Quoted.data(trouble));
        return lines.toString();
    }

    private static String behind(long events) {
        return events < 0 ? "stands still" : Long.toString(events);
    }
}
