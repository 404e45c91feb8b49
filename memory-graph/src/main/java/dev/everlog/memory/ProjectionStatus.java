package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import org.jspecify.annotations.Nullable;

/**
 * How a projection is doing. Immutable.
 *
 * @param at position of the definition
 * @param position up to where it is folded
 * @param lag events that it has not folded
 * @param trouble where and why it stands still, null if it does not
 */
public record ProjectionStatus(
        String name,
        long version,
        Position at,
        @Nullable String template,
        ProjectionDefinition definition,
        Position position,
        long lag,
        @Nullable String trouble) {}
