package dev.everlog.memory;

import dev.everlog.memory.Consolidate.Kind;
import dev.everlog.memory.graph.Node;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Memories that say the same, by words alone: they share at least {@link NearTexts#NEAR} of their words, the words of
 * one that mean something are all in the other, in this order, neither negates the other nor has other numbers, and they
 * are of one project, speaker and validity, about the same, and as events of one day. So two facts that differ in a name
 * are never taken for one. For one reading.
 */
final class DuplicateTexts {
    /** Texts that are compared, the newest. */
    private static final int MAX_COMPARED = 100_000;

    /** Pairs that are read from the log, the most promising: 12 microseconds each. */
    private static final int MAX_READ = 20_000;

    private static final int SKETCH_BYTES = 8;

    /** Words that change no fact when they come or go. */
    private static final Set<String> FUNCTION_WORDS =
            Set.copyOf(
                    List.of(
                            ("a an the of to in on at for by with and is are was were be been it its this"
                                            + " that as from has have had will would do does did very"
                                            + " really also just")
                                    .split(" ")));

    private record Candidate(int a, int b, int agreement) {}

    private final Reading reading;
    private final Map<Integer, TextVersion> read = new HashMap<>();

    private DuplicateTexts(Reading reading) {
        this.reading = reading;
    }

    static Stream<Proposed> in(Reading reading) {
        DuplicateTexts duplicates = new DuplicateTexts(reading);
        return duplicates.candidates().stream()
                .map(candidate ->
                        duplicates.proposed(
                                duplicates.text(candidate.a), duplicates.text(candidate.b)))
                .filter(Objects::nonNull);
    }

    /** Pairs whose sketches agree in two bytes at least, of which those that agree in more come first. */
    private List<Candidate> candidates() {
        List<Integer> shown = shown();
        Texts texts = reading.states().graph().texts;
        long[] sketches = shown.stream().mapToLong(texts::sketch).toArray();
        AlikePairs alike = new AlikePairs();
        for (int i = 0; i < SKETCH_BYTES; i++) {
            for (int j = 0; j < i; j++) {
                for (int each = 0; each < sketches.length; each++) {
                    long sketch = sketches[each];
                    alike.add((byteOf(sketch, i) << 8) | byteOf(sketch, j), each);
                }
                alike.nextKind();
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        alike.pairs((a, b) -> Words.agreement(sketches[a], sketches[b]) >= NearTexts.AGREEMENT)
                .forEach(pair ->
                        candidates.add(
                                new Candidate(
                                        shown.get(pair.a()),
                                        shown.get(pair.b()),
                                        Words.agreement(sketches[pair.a()], sketches[pair.b()]))));
        candidates.sort(
                Comparator.comparingInt(Candidate::agreement)
                        .reversed()
                        .thenComparingInt(Candidate::a)
                        .thenComparingInt(Candidate::b));
        return candidates.subList(0, Math.min(MAX_READ, candidates.size()));
    }

    private static long byteOf(long sketch, int index) {
        return (sketch >>> (8 * index)) & 0xFF;
    }

    private List<Integer> shown() {
        List<Integer> shown = new ArrayList<>();
        for (int i = reading.texts() - 1; i >= 0 && shown.size() < MAX_COMPARED; i--) {
            if (reading.shows(i) && reading.type(reading.nodeOfText(i)).equals(GraphFold.MEMORY)) {
                shown.add(i);
            }
        }
        return shown;
    }

    private TextVersion text(int ordinal) {
        return read.computeIfAbsent(ordinal, reading::text);
    }

    private @Nullable Proposed proposed(TextVersion a, TextVersion b) {
        Set<String> words = Words.set(a.text());
        Set<String> others = Words.set(b.text());
        double similarity = Words.similarity(words, others);
        if (similarity < NearTexts.NEAR
                || NearTexts.contradiction(words, others) != null
                || !isOfOneThing(a, b)) {
            return null;
        }
        List<String> content = content(a);
        List<String> otherContent = content(b);
        boolean aIsAll = contains(content, otherContent);
        if (!aIsAll && !contains(otherContent, content)) {
            return null;
        }
        boolean same = content.equals(otherContent);
        boolean keepsA = same ? isBetter(a, b) : aIsAll;
        return proposed(keepsA ? a : b, keepsA ? b : a, similarity, same);
    }

    private Proposed proposed(TextVersion keep, TextVersion drop, double similarity, boolean same) {
        Node kept = reading.graphNode(keep.node());
        String reason =
                "%s; %d %% of their words in common"
                        .formatted(
                                same
                                        ? "both say the same"
                                        : "n" + kept.number() + " says all of it and more",
                                Math.round(similarity * 100));
        return Proposed.of(
                Kind.DUPLICATES,
                new Proposed.MergeMemories(kept, reading.graphNode(drop.node())),
                Math.max(keep.position().value(), drop.position().value()),
                reason,
                similarity,
                List.of(drop.text(), keep.text()));
    }

    /** Somebody knows it by its key; else the newer. */
    private static boolean isBetter(TextVersion a, TextVersion b) {
        return (a.key() == null) == (b.key() == null)
                ? a.position().isAfter(b.position())
                : a.key() != null;
    }

    private boolean isOfOneThing(TextVersion a, TextVersion b) {
        boolean event = a.kind().equals(MemoryKind.EVENT.word());
        return a.node() != b.node()
                && a.kind().equals(b.kind())
                && Objects.equals(a.project(), b.project())
                && a.validity().equals(b.validity())
                && NearTexts.mayBeSame(a.speaker(), b.speaker())
                && (!event || day(a).equals(day(b)))
                && isAboutTheSame(about(a), about(b));
    }

    private static LocalDate day(TextVersion text) {
        return text.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static boolean isAboutTheSame(Set<Integer> a, Set<Integer> b) {
        return a.containsAll(b) || b.containsAll(a);
    }

    private Set<Integer> about(TextVersion text) {
        Set<Integer> about = new HashSet<>();
        reading.links(
                text.node(),
                (other, relation, _, outgoing) -> {
                    if (outgoing && relation.equals(GraphFold.ABOUT)) {
                        about.add(other);
                    }
                    return true;
                });
        return about;
    }

    private static List<String> content(TextVersion text) {
        return Words.list(text.text()).stream()
                .filter(word -> !FUNCTION_WORDS.contains(word))
                .toList();
    }

    /** Whether the part is in the whole, in order, with whatever between. */
    private static boolean contains(List<String> whole, List<String> part) {
        int at = 0;
        for (String word : whole) {
            if (at < part.size() && word.equals(part.get(at))) {
                at++;
            }
        }
        return at == part.size() && !part.isEmpty();
    }
}
