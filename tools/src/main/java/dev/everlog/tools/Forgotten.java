package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.EdgeRow;
import dev.everlog.memory.EraseThings;
import dev.everlog.memory.Forget;
import dev.everlog.memory.NodeRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was forgotten, or would be.
 *
 * @param ack null for a dry run
 * @param undo what restore_events wants as {@code deletion}; null for a dry run
 * @param events how many are hidden by it
 * @param nodes memories included, as they were; at most {@link #SHOWN}
 * @param edges as they were; at most {@link #SHOWN}
 * @param leftOut nodes and edges that are not shown, hidden ones among them
 * @param skipped events that keep their data, each with why; null for none
 * @param confirmToken what the real call must show; null if it needs none, or if this was it
 * @param erased null where they are only hidden
 */
record Forgotten(
        boolean dryRun,
        @JsonUnwrapped @Nullable Ack ack,
        @Nullable String undo,
        int events,
        List<HopRow> nodes,
        List<EdgeView> edges,
        @Nullable Integer leftOut,
        @Nullable List<String> skipped,
        @Nullable String confirmToken,
        @JsonUnwrapped @Nullable Erased erased)
        implements Answer {
    private static final int SHOWN = 40;

    /** Characters of a memory that are enough to recognise it. */
    private static final int CHARACTERS = 120;

    static Forgotten of(Forget.Result result) {
        var nodes = nodes(result.nodes());
        var edges = edges(result.edges());
        int left = result.nodes().size() + result.edges().size() - nodes.size() - edges.size();
        return new Forgotten(
                result.receipt() == null,
                result.receipt() == null ? null : Ack.of(result.receipt()),
                result.undo() == null ? null : result.undo().toString(),
                result.events(),
                nodes,
                edges,
                left == 0 ? null : left,
                null,
                result.confirmToken(),
                null);
    }

    static Forgotten of(EraseThings.Result result, Erased erased, boolean dryRun) {
        var events = result.events();
        var nodes = nodes(result.nodes());
        var edges = edges(result.edges());
        int all = result.nodes().size() + result.edges().size() + result.hidden();
        int left = all - nodes.size() - edges.size();
        return new Forgotten(
                dryRun,
                events.receipt() == null ? null : Ack.of(events.receipt()),
                null,
                events.events().size(),
                nodes,
                edges,
                left == 0 ? null : left,
                events.kept().isEmpty() ? null : events.kept().stream().limit(SHOWN).toList(),
                events.confirmToken(),
                erased);
    }

    private static List<HopRow> nodes(List<NodeRow> nodes) {
        return nodes.stream()
                .limit(SHOWN)
                .map(node -> HopRow.of(node).shortened(CHARACTERS))
                .toList();
    }

    private static List<EdgeView> edges(List<EdgeRow> edges) {
        return edges.stream().limit(SHOWN).map(EdgeView::of).toList();
    }

    @Override
    public String text() {
        var lines = new Lines();
        if (erased == null) {
            lines.add(head());
        } else {
            erased.addTo(lines, dryRun, ack);
            lines.add(nodes.isEmpty() && edges.isEmpty() ? null : Rows.FRAME, frame -> frame);
        }
        nodes.forEach(node -> lines.add(node.line()));
        edges.forEach(edge -> lines.add(edge.line()));
        lines.add(leftOut, count -> count + " more nodes and edges");
        if (skipped != null) {
            skipped.forEach(why -> lines.add("skipped " + Quoted.data(why)));
        }
        lines.add(undo, handle -> "undo: restore_events {\"deletion\": \"" + handle + "\"}");
        lines.add(Preview.next(dryRun, events, confirmToken), next -> next);
        return lines.toString();
    }

    private String head() {
        return (ack == null
                        ? "dry run, nothing forgotten; would hide "
                        : "forgotten " + ack.words() + ": ")
                + Counts.of(events, "event")
                + " "
                + Rows.FRAME;
    }
}
