package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import tools.jackson.databind.node.ObjectNode;

/**
 * An edge as it is seen from a vantage. Immutable as long as nobody writes to the properties.
 *
 * @param source handle of a node
 * @param target handle of a node
 * @param relation {@code about} and {@code said_by} come from memories
 * @param position of the last event that is seen of it; also the handle by which it can be forgotten
 */
public record EdgeRow(
        String source,
        String sourceKey,
        String relation,
        String target,
        String targetKey,
        double weight,
        ObjectNode properties,
        Validity validity,
        Position position) {
    /** For instance {@code e1042}. */
    public String handle() {
        return position.toString();
    }
}
