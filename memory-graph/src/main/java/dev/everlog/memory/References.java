package dev.everlog.memory;

import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What callers mean by {@code n17}, {@code e1042}, {@code person/ada}, the key of a memory, or a name. */
final class References {
    /** Words of the longest name that is looked for in a text. */
    private static final int MAX_NAME_WORDS = 6;

    private static final Pattern NODE = Pattern.compile("n[1-9]\\d{0,8}");
    private static final Pattern EVENT = Pattern.compile("e[1-9]\\d{0,17}");
    private static final Pattern SUBJECT = Pattern.compile("[a-z][a-z0-9_-]*/\\S.*");

    private References() {}

    static boolean isHandle(String reference) {
        return NODE.matcher(reference).matches() || EVENT.matcher(reference).matches();
    }

    /** Whether a reference is written like the subject of something that may not exist yet. */
    static boolean isSubject(String reference) {
        return SUBJECT.matcher(reference).matches();
    }

    /** The position of {@code e1042}, or 0 if it is not written like that. */
    static long eventPosition(String reference) {
        return EVENT.matcher(reference).matches() ? Long.parseLong(reference.substring(1)) : 0;
    }

    /** The visible node that is meant: {@code NOT_FOUND} or {@code AMBIGUOUS}. */
    static Node resolve(Reading reading, String reference) {
        Node exact = exact(reading, reference);
        if (exact != null) {
            return exact;
        }
        List<Node> named = isHandle(reference) ? List.of() : named(reading, reference);
        if (named.isEmpty()) {
            throw MemoryException.notFound(
                    "nothing is known as \""
                            + shortened(reference)
                            + "\" as of "
                            + reading.position(),
                    "give a handle (n17), a subject (person/ada), the key of a memory, or a whole name");
        }
        return only(named, reference);
    }

    /** The one of this name. */
    static Node only(List<Node> named, String reference) {
        if (named.size() > 1) {
            throw new MemoryException(
                    MemoryException.Kind.AMBIGUOUS,
                    "\"" + shortened(reference) + "\" is the name of " + named.size() + " nodes",
                    "say which: "
                            + named.stream().map(Node::toString).collect(Collectors.joining(", ")));
        }
        return named.getFirst();
    }

    /** The visible node of a handle, subject or key of a memory, or null. */
    static @Nullable Node exact(Reading reading, String reference) {
        Node node = ever(reading, reference);
        return node != null && reading.showsNode(node.number()) ? node : null;
    }

    /** The node of a handle, subject or key of a memory, visible or not, or null. */
    static @Nullable Node ever(Reading reading, String reference) {
        GraphState state = reading.states().graph();
        if (NODE.matcher(reference).matches()) {
            int number = Integer.parseInt(reference.substring(1));
            return number <= state.graph.size() ? state.graph.at(number) : null;
        }
        if (EVENT.matcher(reference).matches()) {
            long position = eventPosition(reference);
            boolean folded = position <= reading.position().value();
            return folded ? state.graph.find(reading.states().index().subject(position)) : null;
        }
        Node node = state.graph.find(reference);
        return node != null ? node : memory(reading, state, reference);
    }

    /** The memory with this key, of the project first, then of no project. */
    private static @Nullable Node memory(Reading reading, GraphState state, String key) {
        String project = reading.vantage().scope().project();
        Node own = project == null ? null : state.graph.find(Subjects.memory(key, project));
        return own != null ? own : state.graph.find(Subjects.memory(key, null));
    }

    /** Visible nodes with this name, in whatever case, most recently recorded first. */
    static List<Node> named(Reading reading, String name) {
        String folded = Words.fold(name);
        return reading.states().graph().everNamed(Words.joined(name)).stream()
                .filter(node -> reading.showsNode(node.number()))
                .filter(node -> Words.fold(reading.name(node.number())).equals(folded))
                .sorted(Comparator.comparingLong((Node node) -> lastSeen(reading, node)).reversed())
                .toList();
    }

    /** Nodes that had this name as of the position, in whatever case, hidden or not. */
    static List<Node> everNamed(Reading reading, String name) {
        String folded = Words.fold(name);
        return reading.states().graph().everNamed(Words.joined(name)).stream()
                .filter(node ->
                        node.versions().stream()
                                .filter(each -> each.position() <= reading.position().value())
                                .map(NodeVersion::name)
                                .anyMatch(each -> each != null && Words.fold(each).equals(folded)))
                .toList();
    }

    private static long lastSeen(Reading reading, Node node) {
        var version = node.seen(reading.sees(), reading.validAt());
        return version == null ? 0 : version.position();
    }

    /** See {@link Reading#namedIn}. */
    static List<Integer> namedIn(Reading reading, String text, int limit) {
        List<String> words = Words.list(text);
        Set<Integer> found = new LinkedHashSet<>();
        for (int length = Math.min(MAX_NAME_WORDS, words.size()); length > 0; length--) {
            for (int from = 0; from + length <= words.size() && found.size() < limit; from++) {
                addNamed(reading, String.join(" ", words.subList(from, from + length)), found);
            }
        }
        return new ArrayList<>(found).subList(0, Math.min(limit, found.size()));
    }

    private static void addNamed(Reading reading, String words, Set<Integer> found) {
        for (Node node : reading.states().graph().everNamed(words)) {
            if (reading.showsNode(node.number())
                    && Words.joined(reading.name(node.number())).equals(words)) {
                found.add(node.number());
            }
        }
    }

    private static String shortened(String reference) {
        return reference.length() <= 80 ? reference : reference.substring(0, 77) + "...";
    }
}
