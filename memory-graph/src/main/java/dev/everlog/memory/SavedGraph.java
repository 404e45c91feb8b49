package dev.everlog.memory;

import dev.everlog.eventlog.tail.SavedText;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.EdgeVersion;
import dev.everlog.memory.graph.KnowledgeGraph;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A graph in a snapshot: nodes and edges in order of number, each with its versions. What repeats (types, projects,
 * relations, acts) is written as its number in a list that comes first; names of nodes hardly repeat.
 */
final class SavedGraph {
    private SavedGraph() {}

    static void write(DataOutputStream out, KnowledgeGraph graph) throws IOException {
        Names words = words(graph);
        words.saved().writeTo(out);
        out.writeInt(graph.size());
        for (Node node : graph.nodes()) {
            SavedText.write(out, node.key());
            out.writeInt(node.versions().size());
            for (NodeVersion version : node.versions()) {
                write(out, version, words);
            }
        }
        out.writeInt(graph.edges().size());
        for (Edge edge : graph.edges()) {
            write(out, edge, words);
        }
    }

    private static Names words(KnowledgeGraph graph) {
        Names words = new Names();
        for (Node node : graph.nodes()) {
            for (NodeVersion version : node.versions()) {
                words.number(version.type());
                words.number(version.project());
            }
        }
        for (Edge edge : graph.edges()) {
            words.number(edge.relation());
            for (EdgeVersion version : edge.versions()) {
                words.number(version.act().name());
                words.number(version.project());
            }
        }
        return words;
    }

    private static void write(DataOutputStream out, NodeVersion version, Names words)
            throws IOException {
        out.writeLong(version.position());
        out.writeInt(words.number(version.type()));
        SavedText.write(out, version.name());
        out.writeLong(version.from());
        out.writeLong(version.to());
        out.writeInt(version.text());
        out.writeInt(words.number(version.project()));
    }

    private static void write(DataOutputStream out, Edge edge, Names words) throws IOException {
        out.writeInt(edge.source().number());
        out.writeInt(words.number(edge.relation()));
        out.writeInt(edge.target().number());
        out.writeInt(edge.stint());
        out.writeInt(edge.versions().size());
        for (EdgeVersion version : edge.versions()) {
            out.writeLong(version.position());
            out.writeInt(words.number(version.act().name()));
            out.writeDouble(version.weight());
            out.writeLong(version.from());
            out.writeLong(version.to());
            out.writeInt(version.because());
            out.writeInt(words.number(version.project()));
        }
    }

    /** Fills an empty graph. */
    static void read(DataInputStream in, KnowledgeGraph graph) throws IOException {
        Names words = Names.readFrom(in);
        for (int left = in.readInt(); left > 0; left--) {
            Node node = graph.node(SavedText.read(in));
            for (int versions = in.readInt(); versions > 0; versions--) {
                graph.add(node, nodeVersion(in, words));
            }
        }
        for (int left = in.readInt(); left > 0; left--) {
            Node source = graph.at(in.readInt());
            String relation = word(in, words);
            Edge edge = graph.edge(source, relation, graph.at(in.readInt()), in.readInt());
            for (int versions = in.readInt(); versions > 0; versions--) {
                graph.add(edge, edgeVersion(in, words));
            }
        }
    }

    private static NodeVersion nodeVersion(DataInputStream in, Names words) throws IOException {
        return new NodeVersion(
                in.readLong(),
                words.text(in.readInt()),
                SavedText.orNull(in),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                words.text(in.readInt()));
    }

    private static EdgeVersion edgeVersion(DataInputStream in, Names words) throws IOException {
        return new EdgeVersion(
                in.readLong(),
                EdgeVersion.Act.valueOf(word(in, words)),
                in.readDouble(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                words.text(in.readInt()));
    }

    private static String word(DataInputStream in, Names words) throws IOException {
        String word = words.text(in.readInt());
        if (word == null) {
            throw new IOException("a word is missing");
        }
        return word;
    }
}
