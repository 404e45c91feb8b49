package dev.everlog.server;

import dev.everlog.embeddings.Embedder;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.Tenants;
import dev.everlog.memory.recall.Recall;
import java.nio.file.Path;

/**
 * One tenant's memory, the indexes over it and the model they ask, open. Thread-safe as its parts.
 *
 * @param tenant its directory
 */
record OpenMemory(Memory memory, Recall recall, Embedder embedder, Path tenant)
        implements AutoCloseable {
    static OpenMemory of(Memory memory, Embedder embedder, Path tenant) {
        var saved = Recall.Saved.in(Tenants.snapshots(tenant));
        var parameters = new Recall.Parameters(memory, embedder, vectors(tenant), saved);
        return new OpenMemory(memory, Recall.open(parameters), embedder, tenant);
    }

    static Path vectors(Path tenant) {
        return tenant.resolve("vectors");
    }

    /** The same made anew of the log, all of which it has read; this one answers until it is {@link #retire retired}. */
    OpenMemory renewed() {
        recall.retire(); // one at a time holds the lease and the file
        Memory fresh = memory.anew();
        while (!isCaughtUp(fresh)) {
            // reading takes longer than anybody else would wait
        }
        return of(fresh, embedder, tenant);
    }

    private static boolean isCaughtUp(Memory memory) {
        try {
            var _ = memory.texts(0, 1);
            return true;
        } catch (MemoryException e) {
            if (e.kind() != MemoryException.Kind.BUSY) {
                throw e;
            }
            return false;
        }
    }

    /** Leaves log and model to the one that it was {@link #renewed} by. */
    void retire() {
        recall.close();
        memory.retire();
    }

    @Override
    public void close() {
        recall.close();
        memory.close();
        embedder.close();
    }
}
