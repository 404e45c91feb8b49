package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.SchemaMode;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type of event and what was registered for it.
 *
 * @param events visible ones
 * @param versions newest first, which is the one in force; none if nothing was registered
 */
public record TypeSchemas(String type, long events, List<Version> versions) {
    /** A registered schema; {@code at} is the position of its registration. */
    public record Version(
            long version,
            Position at,
            SchemaMode mode,
            Compatibility compatibility,
            ObjectNode schema) {}

    /**
     * What events have in common.
     *
     * @param from how many of the newest events it was made of; erased ones tell nothing
     */
    public record Inferred(ObjectNode schema, int from) {}
}
