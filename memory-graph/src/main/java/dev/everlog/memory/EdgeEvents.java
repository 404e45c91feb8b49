package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From an event of an edge to the edge. */
final class EdgeEvents {
    private EdgeEvents() {}

    /** The edge of an event that is known to be about one. */
    static Edge edge(Reading reading, StoredEvent event) {
        return Objects.requireNonNull(find(reading, event));
    }

    /** Null for an event that is about something else. */
    static @Nullable Edge find(Reading reading, StoredEvent event) {
        return switch (MemoryEventCodec.decode(event)) {
            case MemoryEvent.EdgeRecorded it ->
                    find(reading, it.source(), it.relation(), it.target(), it.stint());
            case MemoryEvent.EdgeClosed it ->
                    find(reading, it.source(), it.relation(), it.target(), it.stint());
            case null, default -> null;
        };
    }

    private static @Nullable Edge find(
            Reading reading, String source, String relation, String target, int stint) {
        GraphState state = reading.states().graph();
        Node from = state.graph.find(source);
        Node to = state.graph.find(target);
        return from == null || to == null ? null : state.edge(from, relation, to, stint);
    }
}
