package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.recall.RecallRequest;
import org.jspecify.annotations.Nullable;

/** How much each part of a search for events counts; what is not given is as usual, 0 leaves a part out. Immutable. */
record PartWeights(
        @Doc(value = "embeddings", listed = false) @Nullable Double meaning,
        @Doc(value = "BM25", listed = false) @Nullable Double words) {
    static RecallRequest.Weights orUsual(@Nullable PartWeights given) {
        var usual = RecallRequest.Weights.DEFAULT;
        return new RecallRequest.Weights(
                given == null
                        ? usual.meaning()
                        : requireNonNullElse(given.meaning, usual.meaning()),
                given == null ? usual.words() : requireNonNullElse(given.words, usual.words()),
                0,
                0,
                0);
    }
}
