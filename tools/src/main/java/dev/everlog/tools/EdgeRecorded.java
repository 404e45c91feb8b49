package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.AddEdge;
import java.util.List;

/**
 * An edge as it is now.
 *
 * @param outcome {@code created}, or {@code updated}: it had been there
 * @param closed edges whose validity ended because of this one
 */
record EdgeRecorded(
        @JsonUnwrapped Ack ack, AddEdge.Outcome outcome, EdgeView edge, List<EdgeView> closed)
        implements Answer {
    static EdgeRecorded of(AddEdge.Result result) {
        return new EdgeRecorded(
                Ack.of(result.receipt()),
                result.outcome(),
                EdgeView.of(result.edge()),
                result.closed().stream().map(EdgeView::of).toList());
    }

    @Override
    public String text() {
        var lines = new Lines();
        lines.add(Names.constant(outcome) + " " + edge.line() + " at " + ack.words());
        closed.forEach(old -> lines.add("ended: " + old.line()));
        return lines.toString();
    }
}
