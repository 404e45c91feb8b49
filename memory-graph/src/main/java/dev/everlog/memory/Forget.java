package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memories, nodes or edges to be gone from every read from now on; reversible by {@link RestoreEvents} with the
 * {@code undo} position. A node takes its edges along. Immutable.
 *
 * @param what handles ({@code n17} of a node or memory, {@code e1042} of an edge or a version's event), subjects, keys
 *     of memories, names of nodes
 * @param cascade for nodes: the memories about them as well
 */
public record Forget(
        List<String> what, String reason, boolean cascade, Scope scope, Consent consent) {
    /** Things named in one call. */
    public static final int MAX_WHAT = 1000;

    public Forget {
        what = List.copyOf(what);
        Checks.count("what", what, 1, MAX_WHAT);
        what.forEach(reference -> Checks.line("what", reference, Subjects.MAX_NODE));
        Checks.text("reason", reason, HideEvents.MAX_REASON);
    }

    /**
     * The answer.
     *
     * @param receipt null for a dry run
     * @param undo give this to restore; null for a dry run
     * @param nodes gone, memories included, as they were
     * @param edges gone, as they were
     * @param events how many events are hidden by it
     */
    public record Result(
            @Nullable Receipt receipt,
            @Nullable Position undo,
            List<NodeRow> nodes,
            List<EdgeRow> edges,
            int events,
            @Nullable String confirmToken) {}
}
