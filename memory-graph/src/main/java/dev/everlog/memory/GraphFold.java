package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.EdgeVersion;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Folds nodes, edges and memories; what is hidden is folded all the same, and left out when it is read. */
final class GraphFold implements Projection<GraphState> {
    /** The relation of a memory to what it is about. */
    static final String ABOUT = "about";

    /** The relation of a memory to who said it. */
    static final String SAID_BY = "said_by";

    private static final Set<String> LINKS = Set.of(ABOUT, SAID_BY);

    /** The type of a node that is a memory. */
    static final String MEMORY = "memory";

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public GraphState empty() {
        return new GraphState();
    }

    @Override
    public Snapshots.Contents save(GraphState state) {
        return state.saved();
    }

    @Override
    public GraphState load(DataInputStream saved) throws IOException {
        return new GraphState(saved);
    }

    @Override
    public void apply(GraphState state, StoredEvent event) {
        if (MemoryEventCodec.isRule(event.type())) {
            return; // one of a newer release may not be readable
        }
        switch (MemoryEventCodec.decode(event)) {
            case MemoryEvent.Remembered remembered -> remembered(state, event, remembered);
            case MemoryEvent.NodeRecorded recorded -> nodeRecorded(state, event, recorded);
            case MemoryEvent.EdgeRecorded recorded -> edgeRecorded(state, event, recorded);
            case MemoryEvent.EdgeClosed closed -> edgeClosed(state, event, closed);
            case MemoryEvent.EventsHidden hidden -> {}
            case MemoryEvent.EventsRestored restored -> {}
            case MemoryEvent.Consolidated consolidated -> {}
            case MemoryEvent.RecallServed served -> {}
            case MemoryEvent.SessionStarted started -> {}
            case MemoryEvent.SchemaRegistered registered -> {}
            case MemoryEvent.ProjectionDefined defined -> {}
            case MemoryEvent.Embedded embedded -> {}
            case MemoryEvent.ProjectionRemoved removed -> {}
            case null -> keepNumber(state, event);
        }
    }

    /** The number of a node is a handle that somebody may have kept: it stays when what was said of the node is erased. */
    private static void keepNumber(GraphState state, StoredEvent event) {
        if (event.isErased() && MemoryEventCodec.beginsNode(event.type())) {
            var _ = state.graph.node(event.subject());
        }
    }

    private static void remembered(
            GraphState state, StoredEvent event, MemoryEvent.Remembered said) {
        Node memory = state.graph.node(event.subject());
        String kind = said.kind().word();
        int text = addText(state, event, memory, kind, said.text());
        state.graph.add(
                memory,
                new NodeVersion(
                        event.position().value(),
                        MEMORY,
                        null,
                        Micros.of(said.validFrom(), Long.MIN_VALUE),
                        Micros.of(said.validTo(), Long.MAX_VALUE),
                        text,
                        event.event().origin().project()));
        link(state, event, memory, said);
        said.near().stream()
                .filter(near -> near.reason() != null)
                .mapToInt(near -> state.texts.ordinalAt(near.at()))
                .filter(earlier -> earlier >= 0)
                .forEach(earlier -> state.texts.contradict(text, earlier));
    }

    private static int addText(
            GraphState state, StoredEvent event, Node node, String kind, String text) {
        return state.texts.add(
                new Texts.Entry(
                        node.number(),
                        event.position().value(),
                        kind,
                        Micros.of(event.event().occurredAt()),
                        Words.sketch(Words.list(text))));
    }

    /** A new version of a memory has exactly the links it names: those of the version before end with it. */
    private static void link(
            GraphState state, StoredEvent event, Node memory, MemoryEvent.Remembered said) {
        long position = event.position().value();
        String project = event.event().origin().project();
        Set<Edge> named = new HashSet<>();
        said.about().forEach(about -> named.add(edgeTo(state, memory, ABOUT, about)));
        if (said.speaker() != null) {
            named.add(edgeTo(state, memory, SAID_BY, said.speaker()));
        }
        for (Edge edge : List.copyOf(state.graph.outgoing(memory))) {
            if (named.contains(edge)) {
                state.graph.add(
                        edge,
                        EdgeVersion.recorded(position, 1, Long.MIN_VALUE, Long.MAX_VALUE, project));
            } else if (LINKS.contains(edge.relation())) {
                state.graph.add(edge, EdgeVersion.dropped(position, project));
            }
        }
    }

    private static Edge edgeTo(
            GraphState state, Node memory, String relation, MemoryEvent.Link link) {
        return state.graph.edge(memory, relation, state.graph.node(link.node()), 1);
    }

    private static void nodeRecorded(
            GraphState state, StoredEvent event, MemoryEvent.NodeRecorded recorded) {
        Node node = state.graph.node(event.subject());
        @Nullable String text = recorded.text();
        state.graph.add(
                node,
                new NodeVersion(
                        event.position().value(),
                        recorded.type(),
                        recorded.name(),
                        Micros.of(recorded.validFrom(), Long.MIN_VALUE),
                        Micros.of(recorded.validTo(), Long.MAX_VALUE),
                        text == null
                                ? Node.NO_TEXT
                                : addText(state, event, node, recorded.type(), text),
                        event.event().origin().project()));
        state.name(node, recorded.name());
    }

    private static void edgeRecorded(
            GraphState state, StoredEvent event, MemoryEvent.EdgeRecorded recorded) {
        long position = event.position().value();
        Edge edge =
                edge(
                        state,
                        recorded.source(),
                        recorded.relation(),
                        recorded.target(),
                        recorded.stint());
        state.graph.add(
                edge,
                EdgeVersion.recorded(
                        position,
                        recorded.weight(),
                        Micros.of(recorded.validFrom(), Long.MIN_VALUE),
                        Micros.of(recorded.validTo(), Long.MAX_VALUE),
                        event.event().origin().project()));
        if (recorded.functional() != null) {
            state.cardinality(
                    recorded.relation(), position, Objects.requireNonNull(recorded.functional()));
        }
    }

    private static void edgeClosed(
            GraphState state, StoredEvent event, MemoryEvent.EdgeClosed closed) {
        state.graph.add(
                edge(state, closed.source(), closed.relation(), closed.target(), closed.stint()),
                EdgeVersion.closed(
                        event.position().value(),
                        Micros.of(closed.validTo()),
                        state.graph.node(closed.because()).number(),
                        event.event().origin().project()));
    }

    private static Edge edge(
            GraphState state, String source, String relation, String target, int stint) {
        return state.graph.edge(
                state.graph.node(source), relation, state.graph.node(target), stint);
    }
}
