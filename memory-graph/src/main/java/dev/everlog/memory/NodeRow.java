package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node as it is seen from a vantage. Immutable as long as nobody writes to the properties.
 *
 * @param number dense, from 1, in order of first appearance in the log: the same in every process
 * @param key its subject, {@code person/ada}
 * @param type {@code memory} for what was remembered
 * @param name empty for a memory
 * @param text what makes it recallable, null for a plain node
 * @param position of the last event that is seen of it
 */
public record NodeRow(
        int number,
        String key,
        String type,
        String name,
        ObjectNode properties,
        Validity validity,
        @Nullable TextVersion text,
        Position position) {
    /** For instance {@code n17}. */
    public String handle() {
        return "n" + number;
    }
}
