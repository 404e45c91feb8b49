package dev.everlog.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds, by words alone, what says nearly the same as a new text or the contrary. A guess to be told, nothing to act
 * upon: it knows no synonyms, and negations in English only.
 */
final class NearTexts {
    /** Share of words in common from which two texts are told to be near. */
    static final double NEAR = 0.7;

    /** Bytes of the sketches that must agree before a text is read. */
    static final int AGREEMENT = 3;

    /** Texts that are read from the log for one new text, the most promising. */
    private static final int MAX_READ = 16;

    /** Texts that are compared by sketch, the newest: 0.5 ms for all of them. */
    private static final int MAX_COMPARED = 200_000;

    /** Answers beyond this would hide the first ones. */
    private static final int MAX_TOLD = 5;

    /** With fewer words besides numbers and negations, nearly everything would be a contradiction. */
    private static final int MIN_CORE = 3;

    private static final Set<String> NEGATIONS =
            Set.of("not", "no", "never", "none", "nobody", "nothing", "without", "cannot");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\p{L}\\d]*");

    private record Candidate(int ordinal, int agreement) {}

    private NearTexts() {}

    /**
     * The nearest first, at most five.
     *
     * @param memory subject of the text's own memory, which is not near to itself
     * @param speaker who says it; what another says is another thing
     */
    static List<MemoryEvent.Near> find(
            Reading reading, String text, @Nullable String memory, @Nullable String speaker) {
        Set<String> words = Words.set(text);
        return candidates(reading, Words.sketch(words)).stream()
                .map(candidate -> reading.text(candidate.ordinal))
                .filter(other ->
                        !other.subject().equals(memory) && mayBeSame(speaker, other.speaker()))
                .map(other -> compare(words, other))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(MemoryEvent.Near::similarity).reversed())
                .limit(MAX_TOLD)
                .toList();
    }

    static boolean mayBeSame(@Nullable String speaker, @Nullable String other) {
        return speaker == null || other == null || Words.fold(speaker).equals(Words.fold(other));
    }

    private static List<Candidate> candidates(Reading reading, long sketch) {
        Texts texts = reading.states().graph().texts;
        int size = texts.size();
        List<Candidate> found = new ArrayList<>();
        IntStream.iterate(size - 1, i -> i >= Math.max(0, size - MAX_COMPARED), i -> i - 1)
                .forEach(ordinal -> {
                    int agreement = Words.agreement(sketch, texts.sketch(ordinal));
                    if (agreement >= AGREEMENT && reading.shows(ordinal)) {
                        found.add(new Candidate(ordinal, agreement));
                    }
                });
        found.sort(Comparator.comparingInt(Candidate::agreement).reversed());
        return found.subList(0, Math.min(MAX_READ, found.size()));
    }

    private static MemoryEvent.@Nullable Near compare(Set<String> words, TextVersion other) {
        Set<String> others = Words.set(other.text());
        String reason = contradiction(words, others);
        double similarity =
                reason == null
                        ? Words.similarity(words, others)
                        : Words.similarity(core(words), core(others));
        return similarity >= NEAR
                ? new MemoryEvent.Near(other.position().value(), rounded(similarity), reason)
                : null;
    }

    private static double rounded(double similarity) {
        return Math.round(similarity * 100) / 100.0;
    }

    static @Nullable String contradiction(Set<String> a, Set<String> b) {
        Set<String> core = core(a);
        if (core.size() < MIN_CORE || Words.similarity(core, core(b)) < NEAR) {
            return null;
        }
        if (a.stream().anyMatch(NearTexts::negates) != b.stream().anyMatch(NearTexts::negates)) {
            return "one of the two says no";
        }
        Set<String> numbers = numbers(a);
        Set<String> otherNumbers = numbers(b);
        boolean differ = !numbers.containsAll(otherNumbers) && !otherNumbers.containsAll(numbers);
        return differ ? "the numbers differ" : null;
    }

    private static Set<String> core(Set<String> words) {
        Set<String> core = new HashSet<>(words);
        core.removeIf(word -> negates(word) || NUMBER.matcher(word).matches());
        return core;
    }

    private static Set<String> numbers(Set<String> words) {
        Set<String> numbers = new HashSet<>(words);
        numbers.removeIf(word -> !NUMBER.matcher(word).matches());
        return numbers;
    }

    private static boolean negates(String word) {
        return NEGATIONS.contains(word) || word.endsWith("n't") || word.endsWith("n’t");
    }
}
