package dev.everlog.memory;

import dev.everlog.memory.graph.KnowledgeGraph;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Nodes by the words of every name and key they ever had, so that a search looks at few of them. Which of these are seen,
 * and named so, whoever searches asks each node. Made when somebody searches first, 1 us a node, since most processes
 * never do. Thread-safe by its monitor, under the lock that keeps the graph as it is.
 */
final class NameIndex {
    /** Of a memory that was given no key; nobody looks for it by these digits. */
    private static final Pattern GENERATED =
            Pattern.compile("memory/\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final NavigableMap<String, List<Node>> byWord = new TreeMap<>();
    private final List<Node> renamed = new ArrayList<>(); // since they were taken in
    private int taken; // nodes

    /** A node has a name that it had not. From the folding thread. */
    synchronized void renamed(Node node) {
        if (node.number() <= taken) {
            renamed.add(node);
        }
    }

    /** Numbers of all nodes that ever had a word that begins like this, and perhaps of others. */
    synchronized BitSet candidates(KnowledgeGraph graph, String beginning) {
        take(graph);
        BitSet found = new BitSet();
        byWord.subMap(beginning, beginning + Character.MAX_VALUE).values().stream()
                .flatMap(List::stream)
                .forEach(node -> found.set(node.number()));
        return found;
    }

    private void take(KnowledgeGraph graph) {
        renamed.forEach(this::takeNames);
        renamed.clear();
        while (taken < graph.size()) {
            Node node = graph.at(++taken);
            add(node, key(node));
            takeNames(node);
        }
    }

    private void takeNames(Node node) {
        node.versions().stream()
                .map(NodeVersion::name)
                .filter(Objects::nonNull)
                .forEach(name -> add(node, name));
    }

    private void add(Node node, String name) {
        for (String word : Words.set(name)) {
            List<Node> named = byWord.computeIfAbsent(word, any -> new ArrayList<>(1));
            if (named.isEmpty() || named.getLast() != node) {
                named.add(node);
            }
        }
    }

    /** What a caller may remember of the key of a node: what is behind the kind, in lower case. */
    static String key(Node node) {
        String key = node.key();
        return GENERATED.matcher(key).matches()
                ? ""
                : key.substring(key.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
