package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.everlog.memory.recall.FoundEvents;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a search for events did not know, and could have; absent parts are complete.
 *
 * @param wordsThrough newer events than this are not searchable yet
 * @param embedded so many of the texts are searchable by meaning, the newest
 * @param texts different ones there are; events share them
 */
record Covered(
        @Nullable String wordsThrough,
        @Nullable Integer embedded,
        @Nullable Integer texts,
        @Nullable String degraded,
        @JsonUnwrapped @Nullable UnknownTypes types)
        implements Summary {
    /** Null when there is nothing to tell. */
    static @Nullable Covered of(FoundEvents found, @Nullable UnknownTypes types) {
        var coverage = found.coverage();
        boolean words = !found.position().isAfter(coverage.wordsThrough());
        boolean meanings = coverage.embedded() == coverage.texts();
        return words && meanings && found.degraded() == null && types == null
                ? null
                : new Covered(
                        words ? null : coverage.wordsThrough().toString(),
                        meanings ? null : coverage.embedded(),
                        meanings ? null : coverage.texts(),
                        found.degraded(),
                        types);
    }

    @Override
    public String line() {
        String words = "words: " + (wordsThrough == null ? "all" : "to " + wordsThrough);
        String meanings =
                embedded == null
                        ? "meanings: all"
                        : "meanings: %d of %d texts, newest first".formatted(embedded, texts);
        boolean partial = wordsThrough != null || embedded != null;
        return Stream.of(
                        partial ? "searched " + words + "; " + meanings : null,
                        degraded,
                        types == null ? null : types.line())
                .filter(part -> part != null)
                .collect(Collectors.joining("\n"));
    }
}
