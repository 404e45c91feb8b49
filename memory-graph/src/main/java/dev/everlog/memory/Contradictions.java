package dev.everlog.memory;

import dev.everlog.memory.ExplainEntity.Contradiction;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is open between memories about a node, and between its edges. For one reading. */
final class Contradictions {
    private final Reading reading;
    private final List<Contradiction> found = new ArrayList<>();

    private Contradictions(Reading reading) {
        this.reading = reading;
    }

    static List<Contradiction> around(Reading reading, Node node) {
        Contradictions around = new Contradictions(reading);
        around.texts(node);
        around.edges(node);
        return around.found;
    }

    /** Of the node itself, and of memories that are linked to it. */
    private void texts(Node node) {
        Set<Integer> linked = new HashSet<>(List.of(node.number()));
        reading.links(
                node.number(),
                (other, _, _, _) -> {
                    linked.add(other);
                    return true;
                });
        Texts texts = reading.states().graph().texts;
        for (int pair = 0; pair < texts.contradictions(); pair++) {
            int later = texts.later(pair);
            int earlier = texts.earlier(pair);
            boolean near =
                    linked.contains(texts.node(later)) && linked.contains(texts.node(earlier));
            if (near && reading.shows(later) && reading.shows(earlier)) {
                found.add(
                        new Contradiction(
                                "n" + texts.node(later),
                                "n" + texts.node(earlier),
                                List.of(reading.text(later).text(), reading.text(earlier).text())));
            }
        }
    }

    private void edges(Node node) {
        List<Edge> shown =
                reading.states().graph().graph.outgoing(node).stream()
                        .filter(edge -> reading.seen(edge) != null)
                        .toList();
        Counts.rivals(reading, shown)
                .forEach(rivals -> found.add(contradiction(rivals.later(), rivals.earlier())));
    }

    private Contradiction contradiction(Edge later, Edge earlier) {
        return new Contradiction(
                "n" + later.target().number(),
                "n" + earlier.target().number(),
                List.of(words(later), words(earlier)));
    }

    private static String words(Edge edge) {
        return edge.relation() + " " + edge.target();
    }
}
