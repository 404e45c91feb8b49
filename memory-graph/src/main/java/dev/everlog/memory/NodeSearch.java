package dev.everlog.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Finds nodes by name, type and properties. Looks at every node, or at those that ever had the longest
 * word of the text; reads properties of those alone that are left. */
final class NodeSearch {
    /** A node that answers; quality 2 for the whole name, 1 for its beginning, 0 for words of it. */
    private record Found(int number, int quality, long position) {}

    private final Reading reading;
    private final NodeQuery query;
    private final List<String> words;
    private final String folded;

    private NodeSearch(Reading reading, NodeQuery query) {
        this.reading = reading;
        this.query = query;
        this.words = query.text() == null ? List.of() : Words.list(query.text());
        this.folded = query.text() == null ? "" : Words.fold(query.text());
    }

    /** The first so many. */
    static List<NodeRow> nodes(Reading reading, NodeQuery query, int most) {
        return new NodeSearch(reading, query).first(most);
    }

    private List<NodeRow> first(int most) {
        List<Found> found = new ArrayList<>();
        candidates().filter(this::isCandidate).forEach(number -> found.add(found(number)));
        found.sort(order().thenComparing(Comparator.comparingInt(Found::number).reversed()));
        return found.stream()
                .map(each -> reading.node(each.number))
                .filter(node -> PayloadMatch.all(query.where(), node.properties()))
                .limit(most)
                .toList();
    }

    private IntStream candidates() {
        return words.stream()
                .max(Comparator.comparingInt(String::length))
                .map(word -> reading.states().graph().everWorded(word).stream())
                .orElseGet(() -> IntStream.rangeClosed(1, reading.nodes()));
    }

    private boolean isCandidate(int number) {
        return reading.showsNode(number)
                && (query.type() == null || query.type().equals(reading.type(number)))
                && (query.text() == null || isNamed(number));
    }

    private boolean isNamed(int number) {
        List<String> of = Words.list(named(number));
        return words.isEmpty()
                ? named(number).contains(folded)
                : words.stream().allMatch(word -> of.stream().anyMatch(w -> w.startsWith(word)));
    }

    /** Name and key, since people remember either. */
    private String named(int number) {
        return Words.fold(reading.name(number)) + " " + key(number);
    }

    private String key(int number) {
        return NameIndex.key(reading.graphNode(number));
    }

    private Found found(int number) {
        String name = Words.fold(reading.name(number));
        boolean whole = name.equals(folded) || key(number).equals(folded);
        int quality = whole ? 2 : name.startsWith(folded) ? 1 : 0;
        var seen = reading.graphNode(number).seen(reading.sees(), reading.validAt());
        return new Found(number, quality, Objects.requireNonNull(seen).position());
    }

    private Comparator<Found> order() {
        Comparator<Found> newest = Comparator.comparingLong(Found::position).reversed();
        return switch (query.order()) {
            case MATCH -> Comparator.comparingInt(Found::quality).reversed().thenComparing(newest);
            case NEWEST -> newest;
            case OLDEST -> newest.reversed();
            case NAME ->
                    Comparator.<Found, String>comparing(
                                    each -> Words.fold(reading.name(each.number)))
                            .thenComparing(newest);
            case LINKS ->
                    Comparator.<Found>comparingInt(each -> reading.degree(each.number))
                            .reversed()
                            .thenComparing(newest);
        };
    }
}
