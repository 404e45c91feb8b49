package dev.everlog.memory;

import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.EdgeVersion;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules of forgetting: the events that made a thing are hidden, all of its versions. Pure. */
final class DecideForget {
    /**
     * What a call would do.
     *
     * @param positions of the events to be hidden, ascending
     */
    record Plan(Set<Node> nodes, Set<Edge> edges, List<Long> positions) {
        String token() {
            return Consents.token("forget", positions);
        }

        @Nullable String shownToken() {
            return Consents.shown(token(), things());
        }

        int things() {
            return nodes.size() + edges.size();
        }

        /** What the events of nodes and edges are about. */
        List<String> subjects() {
            List<String> subjects = new ArrayList<>(nodes.stream().map(Node::key).toList());
            edges.forEach(edge ->
                    subjects.add(MemoryEvent.edgeSubject(edge.source().key(), edge.relation())));
            return subjects;
        }
    }

    private final Reading named;
    private final Reading reading;
    private final Set<Node> nodes = new LinkedHashSet<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    /**
     * @param named where names are looked up first
     * @param reading whose events are meant
     */
    private DecideForget(Reading named, Reading reading) {
        this.named = named;
        this.reading = reading;
    }

    static Decision decide(Reading reading, Forget request, Instant now) {
        Plan plan = plan(reading, request);
        Consents.check(request.consent(), plan.token(), plan.things());
        return DecideHide.decision(
                reading,
                now,
                plan.subjects(),
                plan.positions,
                request.reason(),
                plan.nodes.stream().map(Node::key).toList(),
                plan.edges.stream().map(edge -> firstSeen(reading, edge)).toList());
    }

    static Plan plan(Reading reading, Forget request) {
        Reading seen = reading.in(request.scope());
        return new DecideForget(seen, seen).plan(request);
    }

    /** With what is hidden: what is seen is meant first where a name is given. */
    static Plan planAll(Reading reading, Forget request) {
        Reading seen = reading.in(request.scope());
        long end = reading.position().value();
        return new DecideForget(seen, seen.seeing(event -> event <= end)).plan(request);
    }

    private Plan plan(Forget request) {
        for (String what : request.what()) {
            Edge edge = edge(what);
            if (edge != null) {
                edges.add(edge);
            } else {
                add(node(what), request.cascade());
            }
        }
        return plan();
    }

    private Node node(String what) {
        boolean isSeen = !References.isHandle(what) && !References.named(named, what).isEmpty();
        return References.resolve(isSeen ? named : reading, what);
    }

    private @Nullable Edge edge(String handle) {
        long position = References.eventPosition(handle);
        boolean there = position >= 1 && position <= reading.position().value();
        Edge edge = there ? EdgeEvents.find(reading, reading.event(position)) : null;
        if (edge != null && reading.seen(edge) == null) {
            throw MemoryException.notFound(
                    "the edge of " + handle + " is not there as of " + reading.position(),
                    "memory_neighbors shows the edges that are");
        }
        return edge;
    }

    /** What comes from memories goes with them; the other edges mean nothing without both ends. */
    private void add(Node node, boolean cascade) {
        nodes.add(node);
        for (Edge edge : reading.states().graph().graph.outgoing(node)) {
            addExplicit(edge);
        }
        for (Edge edge : List.copyOf(reading.states().graph().graph.incoming(node))) {
            addExplicit(edge);
            boolean about = edge.relation().equals(GraphFold.ABOUT) && isMemory(edge.source());
            if (cascade && about && reading.seen(edge) != null && !nodes.contains(edge.source())) {
                add(edge.source(), true);
            }
        }
    }

    private void addExplicit(Edge edge) {
        if (reading.seen(edge) != null && !comesFromMemory(edge)) {
            edges.add(edge);
        }
    }

    private boolean comesFromMemory(Edge edge) {
        return isMemory(edge.source())
                && (edge.relation().equals(GraphFold.ABOUT)
                        || edge.relation().equals(GraphFold.SAID_BY));
    }

    private boolean isMemory(Node node) {
        return reading.type(node.number()).equals(GraphFold.MEMORY);
    }

    private Plan plan() {
        Set<Long> positions = new TreeSet<>();
        for (Node node : nodes) {
            node.versions().stream().map(NodeVersion::position).forEach(positions::add);
        }
        positions.addAll(reading.states().embeddings().attachedTo(Set.copyOf(positions)));
        for (Edge edge : edges) {
            edge.versions().stream().map(EdgeVersion::position).forEach(positions::add);
            positions.addAll(endsBecauseOf(edge));
        }
        positions.removeIf(position -> !reading.sees(position));
        if (positions.size() > HideEvents.MAX_EVENTS) {
            throw new MemoryException(
                    MemoryException.Kind.LIMIT,
                    positions.size()
                            + " events would be gone, one call forgets at most "
                            + HideEvents.MAX_EVENTS,
                    "forget in several calls, or without cascade");
        }
        return new Plan(nodes, edges, List.copyOf(positions));
    }

    /** When an edge is gone, what ended because of it goes on. */
    private List<Long> endsBecauseOf(Edge gone) {
        List<Long> ends = new ArrayList<>();
        for (Edge other : reading.states().graph().graph.outgoing(gone.source())) {
            if (other.relation().equals(gone.relation())) {
                other.versions().stream()
                        .filter(version -> version.because() == gone.target().number())
                        .map(EdgeVersion::position)
                        .forEach(ends::add);
            }
        }
        return ends;
    }

    private static long firstSeen(Reading reading, Edge edge) {
        return edge.versions().stream()
                .mapToLong(EdgeVersion::position)
                .filter(reading::sees)
                .findFirst()
                .orElseThrow();
    }

    /**
     * The answer, from what was written alone.
     *
     * @param before as of the event before it
     */
    static Forget.Result answer(Written written, Reading before) {
        if (!(MemoryEventCodec.decode(written.last()) instanceof MemoryEvent.EventsHidden hidden)) {
            throw new IllegalStateException(
                    "nothing was forgotten at " + written.last().position());
        }
        return new Forget.Result(
                written.receipt(),
                written.last().position(),
                hidden.nodes().stream().map(key -> before.node(before.resolve(key))).toList(),
                hidden.edges().stream()
                        .map(at -> EdgeEvents.edge(before, before.event(at)))
                        .map(edge -> row(before, edge))
                        .toList(),
                hidden.positions().size(),
                null);
    }

    /** The answer of a dry run. */
    static Forget.Result answer(Reading reading, Plan plan) {
        return new Forget.Result(
                null,
                null,
                plan.nodes.stream().map(node -> reading.node(node.number())).toList(),
                plan.edges.stream().map(edge -> row(reading, edge)).toList(),
                plan.positions.size(),
                plan.shownToken());
    }

    private static EdgeRow row(Reading reading, Edge edge) {
        return Rows.edge(reading, edge, Objects.requireNonNull(reading.seen(edge)));
    }
}
