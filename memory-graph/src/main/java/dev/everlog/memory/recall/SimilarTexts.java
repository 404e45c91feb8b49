package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.Vector;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.recall.Recalled.Hit;
import dev.everlog.memory.vector.VectorHit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searching by meaning alone, for which there is no substitute when the model is missing. */
final class SimilarTexts {
    private SimilarTexts() {}

    /** @param instead what the caller can do without a model */
    static Vector pattern(@Nullable Embedder embedder, String text, String instead) {
        try {
            if (embedder != null) {
                return embedder.embed(text);
            }
        } catch (EmbeddingException e) {
            throw withoutMeaning(String.valueOf(e.getMessage()), instead, e);
        }
        throw withoutMeaning("there is no model", instead, null);
    }

    private static MemoryException withoutMeaning(
            String why, String instead, @Nullable Exception cause) {
        return new MemoryException(
                MemoryException.Kind.BROKEN, "cannot search by meaning: " + why, instead, cause);
    }

    static List<Hit> scored(List<VectorHit> found) {
        List<Hit> hits = new ArrayList<>();
        for (VectorHit hit : found) {
            var reason =
                    new Recalled.Reason(
                            "meaning", hits.size() + 1, hit.cosine(), hit.cosine(), null);
            hits.add(new Hit(hit.ordinal(), hit.cosine(), List.of(reason)));
        }
        return hits;
    }
}
