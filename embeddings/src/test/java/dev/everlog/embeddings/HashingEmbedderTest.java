package dev.everlog.embeddings;

class HashingEmbedderTest extends EmbedderContract {

    private final HashingEmbedder embedder = new HashingEmbedder();

    @Override
    protected Embedder embedder() {
        return embedder;
    }

    @Override
    protected Embedder another() {
        return new HashingEmbedder();
    }
}
