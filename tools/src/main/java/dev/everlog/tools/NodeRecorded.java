package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.AddNode;
import java.util.List;

/**
 * A node as it is now.
 *
 * @param outcome {@code created}, or {@code merged} into the node that had been there
 * @param changed names of properties with another value now
 * @param possibleDuplicates other nodes of the same name
 */
record NodeRecorded(
        @JsonUnwrapped Ack ack,
        AddNode.Outcome outcome,
        HopRow node,
        List<String> changed,
        List<HopRow> possibleDuplicates)
        implements Answer {
    /** Characters of a node's text that are enough to recognise it. */
    private static final int CHARACTERS = 400;

    static NodeRecorded of(AddNode.Result result) {
        return new NodeRecorded(
                Ack.of(result.receipt()),
                result.outcome(),
                HopRow.of(result.node()).shortened(CHARACTERS),
                result.changed(),
                result.possibleDuplicates().stream()
                        .map(node -> HopRow.of(node).shortened(CHARACTERS))
                        .toList());
    }

    @Override
    public String text() {
        var lines = new Lines();
        lines.add(Names.constant(outcome) + " " + node.line() + " at " + ack.words());
        if (!changed.isEmpty()) {
            lines.add("changed: " + String.join(", ", changed.stream().map(Quoted::name).toList()));
        }
        possibleDuplicates.forEach(other -> lines.add("same name: " + other.line()));
        return lines.toString();
    }
}
