package dev.everlog.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A relation from one node to another. Upsert: the same relation between the same two nodes with a validity that
 * overlaps is the same edge. Immutable as long as nobody writes to the properties.
 *
 * @param source handle, subject or name of a node that exists
 * @param target handle, subject or name of a node that exists
 * @param relation one word, for instance {@code works_at}
 * @param weight above 0, null for 1
 * @param functional true: a source has one target at a time, so older ones end where this begins; null: as it was
 *     said last for this relation, else true for {@link #FUNCTIONAL}
 */
public record AddEdge(
        String source,
        String target,
        String relation,
        ObjectNode properties,
        @Nullable Double weight,
        Validity validity,
        @Nullable Boolean functional) {
    /** Relations of which a thing has one at a time, in ordinary speech; {@code functional = false} overrules. */
    public static final List<String> FUNCTIONAL =
            List.of(
                    "lives_in",
                    "works_at",
                    "reports_to",
                    "married_to",
                    "owned_by",
                    "has_status",
                    "assigned_to");

    public AddEdge {
        Checks.line("source", source, Subjects.MAX_NODE);
        Checks.line("target", target, Subjects.MAX_NODE);
        Checks.word("relation", relation, "works_at");
        if (weight != null && !(weight > 0 && weight <= Double.MAX_VALUE)) {
            throw MemoryException.invalid(
                    "weight must be above 0, was " + weight, "leave it away for 1");
        }
    }

    /** Nothing but who, how and whom. */
    public static AddEdge of(String source, String relation, String target) {
        return new AddEdge(source, target, relation, Json.empty(), null, Validity.ALWAYS, null);
    }

    /** CREATED, or UPDATED: the edge had been there. */
    public enum Outcome {
        CREATED,
        UPDATED
    }

    /**
     * The answer.
     *
     * @param closed the edges whose validity ended because of this one, as they are now
     */
    public record Result(Receipt receipt, EdgeRow edge, Outcome outcome, List<EdgeRow> closed) {}
}
