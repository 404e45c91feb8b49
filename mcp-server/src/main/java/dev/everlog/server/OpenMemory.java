package dev.everlog.server;

import dev.everlog.embeddings.Embedder;
import dev.everlog.memory.Memory;
import dev.everlog.memory.recall.Recall;

/** One tenant's memory, the indexes over it and the model they ask, open. Thread-safe as its parts. */
record OpenMemory(Memory memory, Recall recall, Embedder embedder) implements AutoCloseable {
    @Override
    public void close() {
        recall.close();
        memory.close();
        embedder.close();
    }
}
