package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of a subject, folded from its events. Immutable.
 *
 * @param subject or a handle {@code n17}
 */
public record Reconstruct(String subject, Merge merge, boolean includeHistory) {
    /** How the data of the next event changes the state. */
    public enum Merge {
        /** Objects are merged at every depth, a null removes (RFC 7396). */
        DEEP,
        /** Members of the top are replaced, a null removes. */
        SHALLOW,
        /** The data of the last event is the state. */
        REPLACE
    }

    /**
     * The answer.
     *
     * @param state not to be changed: others are given it too
     * @param version of the subject: how many events it has had, hidden ones included
     * @param applied how many made the state
     * @param hidden how many were left out because they are hidden
     * @param last the last event that made it
     * @param asOf what the log knew
     * @param history the last {@link PageRequest#MAX_LIMIT} events that made it, oldest first; empty if not wanted
     */
    public record Result(
            String subject,
            ObjectNode state,
            long version,
            int applied,
            int hidden,
            Position last,
            Position asOf,
            List<StoredEvent> history) {
        /** The same, where it is known that nothing has changed. */
        Result at(Position position) {
            return new Result(subject, state, version, applied, hidden, last, position, history);
        }
    }
}
