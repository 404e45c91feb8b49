package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What looks different since a position, by whomever: rather too much than too little. Immutable.
 *
 * @param through the last position that was looked at
 * @param subjects whose state may have changed
 * @param nodes numbers of these in the graph, and of those next to them
 * @param events that were hidden or restored
 */
public record Touched(
        Position through, Set<String> subjects, Set<Integer> nodes, Set<Position> events) {
    /** Events that are looked at in one reading, some milliseconds of it. */
    static final int MOST = 10_000;

    /** Reads the log for acts of hiding and restoring only; the rest is known from the envelopes. */
    public static Touched after(Reading reading, Position after) {
        long through = Math.min(reading.position().value(), after.value() + MOST);
        var touched =
                new Touched(
                        new Position(through),
                        new LinkedHashSet<>(),
                        new LinkedHashSet<>(),
                        new LinkedHashSet<>());
        for (long at = after.value() + 1; at <= through; at++) {
            touched.add(reading, at);
        }
        return touched;
    }

    private void add(Reading reading, long at) {
        EventIndex index = reading.states().index();
        add(reading, index.subject(at));
        if (MemoryEventCodec.concernsVisibility(index.type(at))) {
            for (long position : positions(MemoryEventCodec.decode(reading.event(at)))) {
                events.add(new Position(position));
                add(reading, index.subject(position));
            }
        }
    }

    private static List<Long> positions(@Nullable MemoryEvent act) {
        return switch (act) {
            case MemoryEvent.EventsHidden hidden -> hidden.positions();
            case MemoryEvent.EventsRestored restored -> restored.positions();
            case null, default -> List.of();
        };
    }

    private void add(Reading reading, String subject) {
        GraphState graph = reading.states().graph();
        Node node = graph.graph.find(MemoryEvent.edgeSource(subject).orElse(subject));
        if (subjects.add(subject) && node != null) {
            nodes.add(node.number());
            for (Edge edge : graph.graph.outgoing(node)) {
                nodes.add(edge.target().number());
            }
            for (Edge edge : graph.graph.incoming(node)) {
                nodes.add(edge.source().number());
            }
        }
    }
}
