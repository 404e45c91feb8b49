package dev.everlog.embeddings;

import java.util.regex.Pattern;

/// What must be known of a model before it is loaded. Two vectors are comparable exactly if their models are equal.
///
/// @param name lower case letters, digits, dot, dash and underscore, at most {@value #NAME_LIMIT}: it becomes part of
///     file names
/// @param dimensions components of each vector
/// @param pooling how the vectors of the tokens become the vector of the text
/// @param maxTokens tokens of a text that count, the two special ones included; the rest is cut off
/// @param queryPrefix instruction put in front of a question; empty if the model was trained without one
public record EmbeddingModel(
        String name, int dimensions, Pooling pooling, int maxTokens, String queryPrefix) {

    /// Characters of a name: fits into the fixed header of a vector file.
    public static final int NAME_LIMIT = 64;

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9][a-z0-9._-]{0," + (NAME_LIMIT - 1) + "}");

    /// The quantised bge-small-en-v1.5 that comes with Everlog. Source: the model card of BAAI/bge-small-en-v1.5.
    public static final EmbeddingModel BGE_SMALL_EN_Q =
            new EmbeddingModel(
                    "bge-small-en-v1.5-q",
                    384,
                    Pooling.FIRST_TOKEN,
                    512,
                    "Represent this sentence for searching relevant passages: ");

    /// How the vectors of the tokens become one.
    public enum Pooling {
        /// The vector of the first token, `CLS`: bge, gte, e5 of later make.
        FIRST_TOKEN,
        /// The mean over all tokens: the sentence-transformers family, MiniLM among them.
        MEAN
    }

    public EmbeddingModel {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "model name must match " + NAME + ", was '" + name + "'");
        }
        if (dimensions < 1) {
            throw new IllegalArgumentException("dimensions must be at least 1, was " + dimensions);
        }
        if (maxTokens < 3) {
            throw new IllegalArgumentException("maxTokens must be at least 3, was " + maxTokens);
        }
    }
}
