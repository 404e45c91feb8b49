package dev.everlog.memory.recall;

import dev.everlog.memory.EmbedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish to have a node found by something else than its text. Immutable; exactly one of text and vector is given.
 *
 * @param node handle, subject, key or name; it must have a text
 * @param text in other words; the server's model embeds them
 * @param vector made by the caller
 * @param model that made the vector, by its name; null for the server's
 */
public record Attach(
        String node, @Nullable String text, @Nullable List<Double> vector, @Nullable String model) {
    public Attach {
        vector = vector == null ? null : List.copyOf(vector);
        if ((text == null) == (vector == null)) {
            throw new IllegalArgumentException("give either text or vector");
        }
    }

    /**
     * What became of it.
     *
     * @param serving the model that questions are embedded by; null if there is none
     */
    public record Result(EmbedText.Result written, @Nullable String serving) {
        /** Whether recall finds the text by this vector; else it is kept for a server that has its model. */
        public boolean isSearched() {
            return written.model().equals(serving);
        }
    }
}
