package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Lease;
import dev.everlog.eventlog.tail.ProcessLock;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.recall.TextIndexes.Waiting;
import dev.everlog.memory.vector.TextKey;
import dev.everlog.memory.vector.VectorFile;
import dev.everlog.memory.vector.VectorFileException;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings vectors to texts, so that writes never wait for the model. One process at a time embeds for all: it holds the
 * lease, a lock of the operating system, and puts vectors into the shared file, where the others find them. When it
 * dies another goes on. One thread of its own; everything here is confined to it, except {@link #trouble}.
 */
final class BackgroundEmbedding implements AutoCloseable {
    private static final Duration FILE_PATIENCE = Duration.ofSeconds(5);

    private static final Duration IDLE = Duration.ofSeconds(1);

    /** How soon a vector that another process made is looked for: a memory is findable 200 ms after. */
    private static final Duration OTHERS = Duration.ofMillis(50);

    /** A model that cannot be loaded now may be later (no memory, no room for its files). */
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);

    private final Memory memory;
    private final TextIndexes indexes;
    private final Embedder embedder;
    private final VectorFile vectors;
    private final ProcessLock lease;
    private final Thread thread;
    private @Nullable FileLock held;
    private volatile @Nullable String trouble;
    private volatile boolean closed;

    BackgroundEmbedding(Memory memory, TextIndexes indexes, Embedder embedder, Path directory)
            throws IOException {
        this.memory = memory;
        this.indexes = indexes;
        this.embedder = embedder;
        String model = embedder.model().name();
        this.vectors = openVectors(directory.resolve(model + ".vectors"), embedder);
        this.lease = new ProcessLock(directory.resolve(model + ".lease"));
        this.thread = new Thread(this::run, "everlog-embed");
        this.thread.setDaemon(true);
    }

    /** Vectors are derived: a file that is none any more is set aside and made anew, which costs time only. */
    private static VectorFile openVectors(Path file, Embedder embedder) throws IOException {
        try {
            return VectorFile.open(file, embedder.model(), FILE_PATIENCE);
        } catch (VectorFileException e) {
            if (e.kind() != VectorFileException.Kind.NOT_A_VECTOR_FILE) {
                throw e;
            }
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".damaged"),
                    StandardCopyOption.REPLACE_EXISTING);
            return VectorFile.open(file, embedder.model(), FILE_PATIENCE);
        }
    }

    void start() {
        thread.start();
    }

    /** Why texts are not embedded at the moment, or null. */
    @Nullable String trouble() {
        return trouble;
    }

    private void run() {
        try {
            Position seen = Position.NONE;
            while (!closed) {
                catchUp();
                Duration pause = embedSome();
                if (!pause.isZero()) {
                    seen = pause.equals(IDLE) ? memory.awaitAfter(seen, IDLE) : pause(seen, pause);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble = closed ? null : "embedding has stopped: " + e.getMessage();
        } finally {
            release();
        }
    }

    /** A large log that is folded without a snapshot takes longer than anybody waits; this thread tries again. */
    private void catchUp() {
        try {
            indexes.catchUp();
            indexes.saveIfDue();
        } catch (MemoryException e) {
            if (e.kind() != MemoryException.Kind.BUSY) {
                throw e;
            }
        }
    }

    private static Position pause(Position seen, Duration pause) throws InterruptedException {
        Thread.sleep(pause);
        return seen;
    }

    /** Works off what waits; tells how long to pause, zero for not at all. */
    private Duration embedSome() {
        Waiting text = indexes.oldestWaiting();
        if (text == null) {
            return indexes.grow() ? Duration.ZERO : IDLE;
        }
        try {
            Optional<Vector> known = known(text.key());
            if (known.isEmpty() && !holdsLease()) {
                return OTHERS;
            }
            indexes.embedded(text, known.isPresent() ? known.get() : embed(text));
            trouble = null;
            return Duration.ZERO;
        } catch (EmbeddingException | VectorFileException | IOException e) {
            trouble = "searching by words only: " + e.getMessage();
            release();
            return AFTER_TROUBLE;
        }
    }

    private Optional<Vector> known(TextKey key) {
        Optional<Vector> known = vectors.get(key);
        if (known.isEmpty()) {
            vectors.refresh();
            known = vectors.get(key);
        }
        return known;
    }

    private Vector embed(Waiting text) {
        Vector vector = embedder.embed(indexes.text(text));
        vectors.put(text.key(), vector);
        return vector;
    }

    private boolean holdsLease() throws IOException {
        held = held == null ? lease.tryAcquire() : held;
        memory.note(Lease.EMBEDDING, held != null);
        return held != null; // else another process embeds
    }

    private void release() {
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            // The operating system lets go of it with the process.
        }
        held = null;
        memory.note(Lease.EMBEDDING, false);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.join(Duration.ofSeconds(1))) {
                indexes.saveAtEnd();
            }
            lease.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nothing depends on it any more.
        }
        vectors.close();
    }
}
