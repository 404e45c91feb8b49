package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.util.Map;

/**
 * Exact counts of the graph, from a vantage. Immutable.
 *
 * @param memories visible ones
 * @param memoriesByKind visible ones, most frequent first
 * @param nodes visible ones that are no memories
 * @param nodesByType visible ones that are no memories, most frequent first
 * @param edges visible ones, {@code about} and {@code said_by} included
 * @param edgesByRelation most frequent first
 * @param texts versions of texts ever written, hidden ones included: ordinals 0 to texts - 1
 * @param openContradictions pairs that were reported as contradictory and are both visible, and functional relations
 *     with several targets at a time
 */
public record MemoryStats(
        Position position,
        long memories,
        Map<String, Long> memoriesByKind,
        long nodes,
        Map<String, Long> nodesByType,
        long edges,
        Map<String, Long> edgesByRelation,
        int texts,
        long openContradictions) {}
