package dev.everlog.tools;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.recall.RecallRequest;
import org.jspecify.annotations.Nullable;

/**
 * How much each part of recall counts; what is not given is as usual, 0 leaves a part out. The turns around are a kind
 * of link and go with the graph: without it, who asks for words alone gets words alone. Immutable.
 */
record Weights(
        @Doc(value = "embeddings", listed = false) @Nullable Double meaning,
        @Doc(value = "BM25", listed = false) @Nullable Double words,
        @Doc(value = "what is linked", listed = false) @Nullable Double graph,
        @Doc(value = "what is new", listed = false) @Nullable Double recency) {
    RecallRequest.Weights orUsual() {
        var usual = RecallRequest.Weights.DEFAULT;
        double linked = requireNonNullElse(graph, usual.graph());
        return new RecallRequest.Weights(
                requireNonNullElse(meaning, usual.meaning()),
                requireNonNullElse(words, usual.words()),
                linked == 0 ? 0 : usual.turns(),
                linked,
                requireNonNullElse(recency, usual.recency()));
    }
}
