package dev.everlog.memory;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Position;

/**
 * What was appended. Immutable.
 *
 * @param first position of the first event
 * @param last position of the last event
 * @param duplicate the same request had been appended before; this is its first result
 * @param durability what the acknowledgement means
 */
public record Receipt(Position first, Position last, boolean duplicate, Durability durability) {}
