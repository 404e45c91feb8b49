package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.Forget;
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
 * @param leftOut nodes and edges that are not shown
 * @param confirmToken what the real call must show; null if it needs none, or if this was it
 */
record Forgotten(
        boolean dryRun,
        @JsonUnwrapped @Nullable Ack ack,
        @Nullable String undo,
        int events,
        List<HopRow> nodes,
        List<EdgeView> edges,
        @Nullable Integer leftOut,
        @Nullable String confirmToken)
        implements Answer {
    private static final int SHOWN = 40;

    /** Characters of a memory that are enough to recognise it. */
    private static final int CHARACTERS = 120;

    static Forgotten of(Forget.Result result) {
        var nodes =
                result.nodes().stream()
                        .limit(SHOWN)
                        .map(node -> HopRow.of(node).shortened(CHARACTERS))
                        .toList();
        var edges = result.edges().stream().limit(SHOWN).map(EdgeView::of).toList();
        int left = result.nodes().size() + result.edges().size() - nodes.size() - edges.size();
        return new Forgotten(
                result.receipt() == null,
                result.receipt() == null ? null : Ack.of(result.receipt()),
                result.undo() == null ? null : result.undo().toString(),
                result.events(),
                nodes,
                edges,
                left == 0 ? null : left,
                result.confirmToken());
    }

    @Override
    public String text() {
        var lines = new Lines();
        lines.add(
                (ack == null
                                ? "dry run, nothing forgotten; would hide "
                                : "forgotten " + ack.words() + ": ")
                        + Counts.of(events, "event")
                        + " "
                        + Rows.FRAME);
        nodes.forEach(node -> lines.add(node.line()));
        edges.forEach(edge -> lines.add(edge.line()));
        lines.add(leftOut, count -> count + " more nodes and edges");
        lines.add(undo, handle -> "undo: restore_events {\"deletion\": \"" + handle + "\"}");
        lines.add(Preview.next(dryRun, events, confirmToken), next -> next);
        return lines.toString();
    }
}
