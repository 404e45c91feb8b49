package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import dev.everlog.memory.AttachedVector;
import dev.everlog.memory.EmbedText;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Reading;
import dev.everlog.memory.Writer;
import dev.everlog.memory.vector.VectorHit;
import dev.everlog.memory.vector.VectorIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that callers attached to texts, as far as they are in the space of the model that questions are embedded
 * by; the others stay in the log. Looked at one by one. Thread-safe: one monitor for feeding, which no search waits for.
 */
public final class Attachments {
    /** Events read from the log at a time. */
    private static final int RUN = 512;

    private static final Comparator<VectorHit> BEST_FIRST =
            Comparator.comparingDouble(VectorHit::cosine)
                    .reversed()
                    .thenComparingInt(VectorHit::ordinal);

    private final Memory memory;
    private final @Nullable Embedder embedder;
    private final @Nullable EmbeddingModel model;
    private final VectorIndex vectors;
    private int taken; // guarded by this

    Attachments(Memory memory, @Nullable Embedder embedder) {
        EmbeddingModel model = embedder == null ? null : embedder.model();
        this.memory = memory;
        this.embedder = embedder;
        this.model = model;
        this.vectors = new VectorIndex(model == null ? 1 : model.dimensions());
    }

    /**
     * Lets a node be found by a vector of the caller's too; it is findable from now on. {@code INVALID} for a vector without
     * direction or of another length than those of its model, {@code BROKEN} for a text if there is no model.
     */
    public Attach.Result attach(Attach request, Writer writer) {
        EmbedText embedding = Attaching.embedding(request, embedder);
        return new Attach.Result(
                memory.embed(embedding, writer), model == null ? null : model.name());
    }

    /** Takes in what the memory has folded since. */
    synchronized void catchUp() {
        for (List<AttachedVector> run = next(); !run.isEmpty(); run = next()) {
            for (AttachedVector attached : run) {
                int number = taken++;
                Vector vector = attached.vector();
                if (vector != null && isOurs(attached.model(), vector)) {
                    vectors.add(number, vector);
                }
            }
        }
    }

    private synchronized List<AttachedVector> next() {
        return memory.embeddings(taken, RUN);
    }

    private boolean isOurs(String name, Vector vector) {
        return model != null
                && model.name().equals(name)
                && model.dimensions() == vector.dimensions();
    }

    /**
     * Beside the texts that are near by their own vectors those that are near by an attached one; a text that has both
     * counts by the nearer. At most {@code k}, best first.
     */
    List<VectorHit> added(
            List<VectorHit> own, Vector question, int k, Reading reading, IntPredicate visible) {
        if (vectors.size() == 0) {
            return own;
        }
        Map<Integer, Double> best = new HashMap<>();
        own.forEach(hit -> best.put(hit.ordinal(), hit.cosine()));
        IntPredicate seen =
                number -> {
                    int text = reading.embedded(number);
                    return text >= 0 && visible.test(text);
                };
        for (VectorHit hit : vectors.search(question, k, seen)) {
            best.merge(reading.embedded(hit.ordinal()), hit.cosine(), Math::max);
        }
        List<VectorHit> all = new ArrayList<>();
        best.forEach((text, cosine) -> all.add(new VectorHit(text, cosine)));
        all.sort(BEST_FIRST);
        return List.copyOf(all.subList(0, Math.min(k, all.size())));
    }
}
