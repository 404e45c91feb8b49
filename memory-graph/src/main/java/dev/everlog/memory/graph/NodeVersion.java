package dev.everlog.memory.graph;

import org.jspecify.annotations.Nullable;

/**
 * What one event said about a node. Immutable.
 *
 * @param position of the event
 * @param type null if the event left it as it was
 * @param name null if the event left it as it was
 * @param from valid time in microseconds of the epoch, {@link Long#MIN_VALUE} for "since ever"
 * @param to first invalid microsecond, {@link Long#MAX_VALUE} for "until further notice"
 * @param text ordinal of the text that the event gave it, or {@link Node#NO_TEXT}
 * @param project of the event
 */
public record NodeVersion(
        long position,
        @Nullable String type,
        @Nullable String name,
        long from,
        long to,
        int text,
        @Nullable String project) {}
