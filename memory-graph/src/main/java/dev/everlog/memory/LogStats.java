package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.LogSize;
import dev.everlog.eventlog.tail.TailStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exact counts of events, as of a position and for a scope. Immutable.
 *
 * @param events visible ones
 * @param hidden as of the position
 * @param byType visible ones, most frequent first
 * @param bySubjectKind visible ones, most frequent first
 * @param subjects with a visible event
 * @param log durability, damage: of now
 * @param size on disk, now
 * @param end of the log, now
 * @param views position of each view by name, now; -1 for one that stands still
 */
public record LogStats(
        Position position,
        String tenant,
        long events,
        long hidden,
        Map<String, Long> byType,
        Map<String, Long> bySubjectKind,
        long subjects,
        @Nullable Instant firstRecordedAt,
        @Nullable Instant lastRecordedAt,
        TailStatus log,
        LogSize size,
        Position end,
        Map<String, Long> views) {}
