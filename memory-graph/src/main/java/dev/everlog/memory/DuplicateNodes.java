package dev.everlog.memory;

import dev.everlog.memory.Consolidate.Kind;
import dev.everlog.memory.graph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Nodes of one type whose names are the same words, or the same letters once one letter is left out of each; names of
 * fewer than {@link #MIN_LETTERS} letters or with other digits are not compared so. For one reading.
 */
final class DuplicateNodes {
    /** Letters: shorter names differ by one as often as not (Anna, Hanna). */
    private static final int MIN_LETTERS = 7;

    /** Nodes that are compared, the newest. */
    private static final int MAX_COMPARED = 100_000;

    private record Named(int number, String type, String words) {}

    private final Reading reading;

    private DuplicateNodes(Reading reading) {
        this.reading = reading;
    }

    static Stream<Proposed> in(Reading reading) {
        DuplicateNodes duplicates = new DuplicateNodes(reading);
        List<Named> named = duplicates.named();
        AlikePairs alike = new AlikePairs();
        for (int i = 0; i < named.size(); i++) {
            int each = i;
            keys(named.get(i), key -> alike.add(key, each));
        }
        alike.nextKind();
        return alike.pairs((a, b) -> isNear(named.get(a), named.get(b))).stream()
                .map(pair -> duplicates.proposed(named.get(pair.a()), named.get(pair.b())));
    }

    private List<Named> named() {
        List<Named> named = new ArrayList<>();
        for (int n = reading.nodes(); n > 0 && named.size() < MAX_COMPARED; n--) {
            if (reading.showsNode(n) && !reading.name(n).isEmpty()) {
                named.add(new Named(n, reading.type(n), Words.joined(reading.name(n))));
            }
        }
        return named;
    }

    private static void keys(Named named, Consumer<Long> keys) {
        variants(named.words)
                .forEach(
                        words -> keys.accept((named.type + '\0' + words).hashCode() & 0xFFFFFFFFL));
    }

    /** The words, and what is left of them without one letter. */
    private static Set<String> variants(String words) {
        Set<String> variants = new HashSet<>(List.of(words));
        for (int i = 0; words.length() >= MIN_LETTERS && i < words.length(); i++) {
            variants.add(words.substring(0, i) + words.substring(i + 1));
        }
        return variants;
    }

    private static boolean isNear(Named a, Named b) {
        Set<String> common = variants(a.words);
        common.retainAll(variants(b.words));
        return a.type.equals(b.type)
                && !common.isEmpty()
                && digits(a.words).equals(digits(b.words));
    }

    private static String digits(String words) {
        return words.replaceAll("\\P{N}", "");
    }

    /** What is linked more stays, else what was there first: its handle is known longest. */
    private Proposed proposed(Named a, Named b) {
        int linked = Integer.compare(reading.degree(a.number), reading.degree(b.number));
        boolean keepsA = linked == 0 ? a.number < b.number : linked > 0;
        Node keep = reading.graphNode(keepsA ? a.number : b.number);
        Node drop = reading.graphNode(keepsA ? b.number : a.number);
        boolean same = a.words.equals(b.words);
        return Proposed.of(
                Kind.DUPLICATES,
                new Proposed.MergeNodes(keep, drop),
                Math.max(last(keep), last(drop)),
                same
                        ? "the same words as names of one type"
                        : "names of one type that differ in a letter",
                same ? 1 : 1 - 1.0 / Math.max(a.words.length(), b.words.length()),
                List.of(reading.name(drop.number()), reading.name(keep.number())));
    }

    private long last(Node node) {
        var seen = node.seen(reading.sees(), reading.validAt());
        return seen == null ? 0 : seen.position();
    }
}
