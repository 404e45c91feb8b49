package dev.everlog.memory;

import dev.everlog.eventlog.tail.SavedText;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.EdgeVersion;
import dev.everlog.memory.graph.KnowledgeGraph;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The graph with its texts and names: all that was ever said, filtered when it is read. Folded by {@link GraphFold}. */
final class GraphState {
    /** What an event said about how many targets a relation has at a time. */
    private record Cardinality(long position, boolean functional) {}

    final KnowledgeGraph graph = new KnowledgeGraph();
    final Texts texts;
    private final NameIndex words = new NameIndex();
    private final Map<String, List<Node>> byName = new HashMap<>();
    private final Map<String, List<Cardinality>> cardinalities = new HashMap<>();

    GraphState() {
        texts = new Texts();
    }

    /** As {@link #saved} wrote it. */
    GraphState(DataInputStream in) throws IOException {
        texts = new Texts(in);
        SavedGraph.read(in, graph);
        readNames(in);
        readCardinalities(in);
    }

    /** What there is now, to be written later. Nodes and edges change in place, so they are encoded at once. */
    Snapshots.Contents saved() {
        Snapshots.Contents textsNow = texts.saved();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(1 << 16);
        try (DataOutputStream out = new DataOutputStream(encoded)) {
            SavedGraph.write(out, graph);
            writeNames(out);
            writeCardinalities(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a stream in memory does no I/O", e);
        }
        return out -> {
            textsNow.writeTo(out);
            encoded.writeTo(out);
        };
    }

    private void writeNames(DataOutputStream out) throws IOException {
        out.writeInt(byName.size());
        for (Map.Entry<String, List<Node>> each : byName.entrySet()) {
            SavedText.write(out, each.getKey());
            out.writeInt(each.getValue().size());
            for (Node node : each.getValue()) {
                out.writeInt(node.number());
            }
        }
    }

    private void readNames(DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            String words = SavedText.read(in);
            int count = in.readInt();
            List<Node> named = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                named.add(graph.at(in.readInt()));
            }
            byName.put(words, named);
        }
    }

    private void writeCardinalities(DataOutputStream out) throws IOException {
        out.writeInt(cardinalities.size());
        for (Map.Entry<String, List<Cardinality>> each : cardinalities.entrySet()) {
            SavedText.write(out, each.getKey());
            out.writeInt(each.getValue().size());
            for (Cardinality said : each.getValue()) {
                out.writeLong(said.position);
                out.writeBoolean(said.functional);
            }
        }
    }

    private void readCardinalities(DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            String relation = SavedText.read(in);
            for (int count = in.readInt(); count > 0; count--) {
                cardinality(relation, in.readLong(), in.readBoolean());
            }
        }
    }

    void name(Node node, String name) {
        List<Node> named = byName.computeIfAbsent(Words.joined(name), words -> new ArrayList<>(1));
        if (!named.contains(node)) {
            named.add(node);
            words.renamed(node);
        }
    }

    /** See {@link NameIndex#candidates}. */
    BitSet everWorded(String beginning) {
        return words.candidates(graph, beginning);
    }

    /** Nodes that ever had a name of these words, in order of first naming. */
    List<Node> everNamed(String words) {
        return byName.getOrDefault(words, List.of());
    }

    void cardinality(String relation, long position, boolean functional) {
        cardinalities
                .computeIfAbsent(relation, name -> new ArrayList<>(1))
                .add(new Cardinality(position, functional));
    }

    /** Whether a source has one target of this relation at a time: what was said last, else the usual meaning. */
    boolean functional(String relation, LongPredicate sees) {
        List<Cardinality> said = cardinalities.getOrDefault(relation, List.of());
        for (int i = said.size() - 1; i >= 0; i--) {
            if (sees.test(said.get(i).position)) {
                return said.get(i).functional;
            }
        }
        return AddEdge.FUNCTIONAL.contains(relation);
    }

    void digest(Canonical out) {
        texts.digest(out);
        out.add(graph.size());
        for (Node node : graph.nodes()) {
            out.add(node.key());
            node.versions().forEach(version -> digest(out, version));
            graph.outgoing(node).forEach(edge -> digest(out, edge));
        }
    }

    private static void digest(Canonical out, NodeVersion version) {
        out.add(version.position());
        out.add(version.type());
        out.add(version.name());
        out.add(version.from());
        out.add(version.to());
        out.add(version.text());
        out.add(version.project());
    }

    private static void digest(Canonical out, Edge edge) {
        out.add(edge.number());
        out.add(edge.relation());
        out.add(edge.stint());
        out.add(edge.target().number());
        for (EdgeVersion version : edge.versions()) {
            out.add(version.position());
            out.add(version.act().name());
            out.add(version.weight());
            out.add(version.from());
            out.add(version.to());
            out.add(version.because());
            out.add(version.project());
        }
    }

    /** The edge of a relation between two nodes with this stint, or null. */
    @Nullable Edge edge(Node source, String relation, Node target, int stint) {
        for (Edge edge : graph.between(source, target)) {
            if (edge.stint() == stint && edge.relation().equals(relation)) {
                return edge;
            }
        }
        return null;
    }
}
