package dev.everlog.memory;

import dev.everlog.memory.Consolidate.Action;
import dev.everlog.memory.Consolidate.Kind;
import dev.everlog.memory.Consolidate.Proposal;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proposal with what would be done. Immutable.
 *
 * @param order position of the newest event of the two: of two that are equally sure the newer comes first
 */
record Proposed(Proposal proposal, Step step, long order) {
    /** What would be done. */
    sealed interface Step {}

    record MergeMemories(Node keep, Node drop) implements Step {}

    record MergeNodes(Node keep, Node drop) implements Step {}

    /** The memory that goes ends at this time. */
    record EndMemory(Node keep, Node drop, Instant end) implements Step {}

    /** The edge that goes ends at this time; null: it is hidden, for nothing says that it was ever true. */
    record EndEdge(Edge keep, Edge drop, @Nullable Instant end) implements Step {}

    record Retire(Node drop) implements Step {}

    static Proposed of(
            Kind kind, Step step, long order, String reason, double sure, List<String> says) {
        String keep = kept(step);
        String drop = dropped(step);
        String id = "c" + Canonical.digest(kind + " " + keep + " " + drop + " " + order);
        return new Proposed(
                new Proposal(
                        id.substring(0, 9),
                        kind,
                        action(step),
                        keep,
                        drop,
                        reason,
                        Math.round(sure * 100) / 100.0,
                        says),
                step,
                order);
    }

    private static Action action(Step step) {
        return switch (step) {
            case MergeMemories it -> Action.MERGE;
            case MergeNodes it -> Action.MERGE;
            case EndMemory it -> Action.SUPERSEDE;
            case EndEdge it -> Action.SUPERSEDE;
            case Retire it -> Action.RETIRE;
        };
    }

    private static @Nullable String kept(Step step) {
        return switch (step) {
            case MergeMemories(Node keep, _) -> handle(keep);
            case MergeNodes(Node keep, _) -> handle(keep);
            case EndMemory(Node keep, _, _) -> handle(keep);
            case EndEdge(Edge keep, _, _) -> handle(keep);
            case Retire it -> null;
        };
    }

    private static String dropped(Step step) {
        return switch (step) {
            case MergeMemories(_, Node drop) -> handle(drop);
            case MergeNodes(_, Node drop) -> handle(drop);
            case EndMemory(_, Node drop, _) -> handle(drop);
            case EndEdge(_, Edge drop, _) -> handle(drop);
            case Retire(Node drop) -> handle(drop);
        };
    }

    private static String handle(Node node) {
        return "n" + node.number();
    }

    private static String handle(Edge edge) {
        return "e" + edge.versions().getFirst().position();
    }

    /** Whether what one needs to stay goes with the other, or both let the same thing go. */
    boolean collidesWith(Proposed other) {
        return proposal.drop().equals(other.proposal.drop())
                || proposal.drop().equals(other.proposal.keep())
                || Objects.equals(proposal.keep(), other.proposal.drop());
    }
}
