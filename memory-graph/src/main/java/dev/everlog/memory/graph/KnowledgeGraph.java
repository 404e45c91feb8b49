package dev.everlog.memory.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.graph.AsUndirectedGraph;
import org.jgrapht.graph.DirectedPseudograph;
import org.jgrapht.graph.EdgeReversedGraph;
import org.jspecify.annotations.Nullable;

/**
 * A directed multigraph, loops allowed, that forgets nothing: nodes and edges are added and never removed, and their
 * versions say from where they are seen. Confined to the folding thread and, while that stands still, to readers.
 */
public final class KnowledgeGraph {
    private final Graph<Node, Edge> graph = new DirectedPseudograph<>(null, null, false);
    private final Map<String, Node> byKey = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /** The node of a subject, added when it is mentioned for the first time. */
    public Node node(String key) {
        Node known = byKey.get(key);
        if (known != null) {
            return known;
        }
        Node node = new Node(nodes.size() + 1, key);
        byKey.put(key, node);
        nodes.add(node);
        graph.addVertex(node);
        return node;
    }

    public @Nullable Node find(String key) {
        return byKey.get(key);
    }

    /**
     * The node of a number.
     *
     * @param number 1 to {@link #size()}
     */
    public Node at(int number) {
        return nodes.get(number - 1);
    }

    /** How many nodes there ever were. */
    public int size() {
        return nodes.size();
    }

    /** All nodes, in order of number. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public void add(Node node, NodeVersion version) {
        node.add(version);
    }

    /** The edge between two nodes, added when it is mentioned for the first time. */
    public Edge edge(Node source, String relation, Node target, int stint) {
        for (Edge edge : graph.getAllEdges(source, target)) {
            if (edge.stint() == stint && edge.relation().equals(relation)) {
                return edge;
            }
        }
        Edge edge = new Edge(graph.edgeSet().size() + 1, relation, stint);
        graph.addEdge(source, target, edge);
        return edge;
    }

    public void add(Edge edge, EdgeVersion version) {
        edge.add(version);
    }

    /** All edges, in order of number. */
    public Set<Edge> edges() {
        return graph.edgeSet();
    }

    /** Edges from one node to another, of all relations, in order of number. */
    public Set<Edge> between(Node source, Node target) {
        return graph.getAllEdges(source, target);
    }

    /** Edges of a node, outgoing before incoming, each in order of number; a loop is met twice if both are followed. */
    public Stream<Edge> edges(Node node, Direction direction) {
        return switch (direction) {
            case OUT -> outgoing(node).stream();
            case IN -> incoming(node).stream();
            case BOTH -> Stream.concat(outgoing(node).stream(), incoming(node).stream());
        };
    }

    /** The same graph for an algorithm that follows edges from source to target. */
    Graph<Node, Edge> view(Direction direction) {
        return switch (direction) {
            case OUT -> graph;
            case IN -> new EdgeReversedGraph<>(graph);
            case BOTH -> new AsUndirectedGraph<>(graph);
        };
    }

    /** Edges that begin at a node, in order of number. */
    public Set<Edge> outgoing(Node node) {
        return graph.outgoingEdgesOf(node);
    }

    /** Edges that end at a node, in order of number. */
    public Set<Edge> incoming(Node node) {
        return graph.incomingEdgesOf(node);
    }
}
