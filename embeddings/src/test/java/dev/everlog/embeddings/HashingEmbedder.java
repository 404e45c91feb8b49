package dev.everlog.embeddings;

import java.util.Locale;
import java.util.regex.Pattern;

/// A stand-in without a model: texts that share words or spellings are close, others are not. Deterministic across
/// processes, microseconds per text, thread-safe. Source: feature hashing, Weinberger et al. 2009.
public final class HashingEmbedder implements Embedder {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final float WORD_WEIGHT = 1;
    private static final float TRIGRAM_WEIGHT = .3f;

    private final EmbeddingModel model;
    private volatile boolean closed;

    public HashingEmbedder() {
        this(256);
    }

    public HashingEmbedder(int dimensions) {
        this.model =
                new EmbeddingModel(
                        "hashing-" + dimensions,
                        dimensions,
                        EmbeddingModel.Pooling.MEAN,
                        Integer.MAX_VALUE,
                        "");
    }

    @Override
    public EmbeddingModel model() {
        return model;
    }

    @Override
    public Vector embed(String text) {
        if (closed) {
            throw new IllegalStateException("the embedder is closed");
        }
        float[] sum = new float[model.dimensions()];
        sum[0] = 1e-3f; // so that the empty text has a direction too
        NO_WORD.splitAsStream(text.toLowerCase(Locale.ROOT))
                .forEach(word -> {
                    add(sum, word, WORD_WEIGHT);
                    for (int i = 0; i + 3 <= word.length(); i++) {
                        add(sum, word.substring(i, i + 3), TRIGRAM_WEIGHT);
                    }
                });
        return Vector.ofDirection(sum);
    }

    private static void add(float[] sum, String feature, float weight) {
        if (!feature.isEmpty()) {
            int hash = feature.hashCode() * 0x9E3779B1;
            sum[Math.floorMod(hash >>> 1, sum.length)] += (hash & 1) == 0 ? weight : -weight;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
