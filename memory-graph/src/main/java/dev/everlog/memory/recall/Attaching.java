package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import dev.everlog.memory.EmbedText;
import dev.everlog.memory.MemoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a wish to a vector. */
final class Attaching {
    private Attaching() {}

    /** Embeds a text; a vector is held against the model, if that is ours. */
    static EmbedText embedding(Attach request, @Nullable Embedder embedder) {
        EmbeddingModel ours = embedder == null ? null : embedder.model();
        String model = model(request, ours);
        String text = request.text();
        List<Double> given = request.vector();
        if (given == null) {
            requireOurs(model, ours);
            Vector made =
                    SimilarTexts.pattern(
                            embedder, String.valueOf(text), "give a vector in place of text");
            return new EmbedText(request.node(), model, made, text);
        }
        Vector vector = EmbedText.direction(given);
        if (ours != null && model.equals(ours.name())) {
            requireLength(vector, ours);
        }
        return new EmbedText(request.node(), model, vector, null);
    }

    private static String model(Attach request, @Nullable EmbeddingModel ours) {
        if (request.model() != null) {
            return request.model();
        }
        if (ours == null) {
            throw invalid(
                    "model is missing, and this server has none of its own",
                    "name the model that made the vector");
        }
        return ours.name();
    }

    private static void requireOurs(String model, @Nullable EmbeddingModel ours) {
        if (ours == null || !model.equals(ours.name())) {
            throw invalid(
                    "this server cannot embed a text with "
                            + model
                            + ", only with "
                            + (ours == null ? "no model at all" : ours.name()),
                    "leave model away, or give the vector that the model made");
        }
    }

    private static void requireLength(Vector vector, EmbeddingModel ours) {
        if (vector.dimensions() != ours.dimensions()) {
            throw invalid(
                    "a vector of "
                            + ours.name()
                            + " has "
                            + ours.dimensions()
                            + " numbers, this one has "
                            + vector.dimensions(),
                    "give all numbers, or the name of the model that made it as model");
        }
    }

    private static MemoryException invalid(String message, String hint) {
        return new MemoryException(MemoryException.Kind.INVALID, message, hint);
    }
}
