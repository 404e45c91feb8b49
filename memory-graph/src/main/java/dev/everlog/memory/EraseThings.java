package dev.everlog.memory;

import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Memories, nodes or edges of which all versions are to lose their data for ever, hidden ones too; see {@link
 * EraseEvents}. What was hidden is named by its handle, subject or key, or by its last name where nothing that is seen
 * has that. Immutable.
 *
 * @param which as for hiding, with its consent
 */
public record EraseThings(Forget which) {
    public EraseThings {
        EraseEvents.checkReason(which.reason());
    }

    /**
     * The answer.
     *
     * @param nodes that would go and are seen, memories included; none when it is done
     * @param edges that would go and are seen; none when it is done
     * @param hidden how many more nodes and edges would go that are hidden
     */
    public record Result(
            EraseEvents.Result events, List<NodeRow> nodes, List<EdgeRow> edges, int hidden) {}

    /** See {@link EraseEvents#in}. */
    public Result in(Memory memory, Writer writer, Duration patience) {
        EraseEvents.Result events =
                new Erasing(memory, writer, patience)
                        .run(this::plan, which.reason(), which.consent());
        return which.consent().dryRun()
                ? memory.read(Vantage.NOW, reading -> preview(reading, events))
                : new Result(events, List.of(), List.of(), 0);
    }

    private DecideErase.Plan plan(Reading reading) {
        return DecideErase.plan(reading.in(which.scope()), DecideForget.planAll(reading, which));
    }

    private Result preview(Reading reading, EraseEvents.Result events) {
        DecideForget.Plan plan = DecideForget.planAll(reading, which);
        Reading seen = reading.in(which.scope());
        List<NodeRow> nodes =
                plan.nodes().stream()
                        .map(Node::number)
                        .filter(seen::showsNode)
                        .map(seen::node)
                        .toList();
        List<EdgeRow> edges =
                plan.edges().stream()
                        .filter(edge -> seen.seen(edge) != null)
                        .map(edge -> row(seen, edge))
                        .toList();
        return new Result(events, nodes, edges, plan.things() - nodes.size() - edges.size());
    }

    private static EdgeRow row(Reading seen, Edge edge) {
        return Rows.edge(seen, edge, Objects.requireNonNull(seen.seen(edge)));
    }
}
