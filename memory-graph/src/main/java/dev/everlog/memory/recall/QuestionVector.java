package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.Vector;
import org.jspecify.annotations.Nullable;

/**
 * A question in the space of the model, as far as that goes. Immutable.
 *
 * @param vector null without a model, where meaning counts for nothing, and of a question without a word
 * @param degraded why an answer is less than it could be, null if it is not
 */
record QuestionVector(@Nullable Vector vector, @Nullable String degraded) {
    /**
     * Takes as long as the model.
     *
     * @param embedder null if there is none
     * @param weight of meaning
     * @param trouble of embedding what there is to find
     * @param without what is searched by then
     */
    static QuestionVector of(
            String question,
            @Nullable Embedder embedder,
            double weight,
            @Nullable String trouble,
            String without) {
        if (embedder == null) {
            return new QuestionVector(null, "searching by " + without + ": there is no model");
        }
        try {
            boolean counts = weight > 0 && hasWords(question);
            return new QuestionVector(counts ? embedder.embed(question) : null, trouble);
        } catch (EmbeddingException e) {
            return new QuestionVector(null, "searching by " + without + ": " + e.getMessage());
        }
    }

    /** Of signs alone a model makes a vector that is as near to one text as to another. */
    private static boolean hasWords(String question) {
        return question.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
