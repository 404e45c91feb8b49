package dev.everlog.embeddings;

/// Turns texts into unit vectors whose dot product says how close they are in meaning.
///
/// Every text is embedded alone: quantised models answer differently inside a batch (cosine .994), and then the same
/// text would have two vectors. Any text is welcome, the empty one too; what lies beyond
/// {@link EmbeddingModel#maxTokens()} has no influence. Implementations are thread-safe and deterministic, and pass
/// {@code EmbedderContract}.
public interface Embedder extends AutoCloseable {

    /// What is computed here; answers at once, without loading anything.
    EmbeddingModel model();

    /// The vector of a text that is kept and found.
    ///
    /// @return unit length, {@link EmbeddingModel#dimensions()} components
    /// @throws EmbeddingException if the model cannot be loaded or run
    /// @throws IllegalStateException if this embedder is closed
    Vector embed(String text);

    /// The vector of a short question, with the instruction that its model was trained with in front of it. Measure
    /// before use: questions on LoCoMo find less with it than by {@link #embed} (bge-small-q, R@10 .562 to .579).
    default Vector embedQuery(String question) {
        return embed(model().queryPrefix() + question);
    }

    /// Gives memory and threads back; waits for running calls. A second call does nothing.
    @Override
    void close();
}
