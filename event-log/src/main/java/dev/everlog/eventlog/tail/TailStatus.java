package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Position;
import org.jspecify.annotations.Nullable;

/**
 * How the tail is doing. Immutable.
 *
 * @param end last readable position
 * @param durable last position known to be on stable storage
 * @param bytes of all frames that this process knows of, sealed since or not; what is on disk tells {@link Tail#size}
 * @param freeBytes on the file system that holds the log
 * @param damage the report that stopped appends, or null
 * @param lastFlushError or null
 * @param sealingTrouble why finished generations stay hot for now, or null
 */
public record TailStatus(
        Position end,
        Position durable,
        Durability durability,
        long bytes,
        long freeBytes,
        @Nullable String damage,
        @Nullable String lastFlushError,
        @Nullable String sealingTrouble) {}
