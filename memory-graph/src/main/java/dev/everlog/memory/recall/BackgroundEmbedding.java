package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.EmbeddingException;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.ProcessLock;
import dev.everlog.memory.Memory;
import dev.everlog.memory.MemoryException;
import dev.everlog.memory.recall.Backlog.Waiting;
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
import java.util.function.Consumer;
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

    /**
     * What it takes. All stay the caller's.
     *
     * @param vectors of the embedder's model
     * @param lease file to hold while embedding, one for each kind of texts: who has it need not know of the others
     * @param told whether this process holds it
     */
    record Parameters(
            Memory memory,
            Backlog backlog,
            Embedder embedder,
            VectorFile vectors,
            Path lease,
            Consumer<Boolean> told) {}

    private final Parameters given;
    private final ProcessLock lease;
    private final Thread thread;
    private @Nullable FileLock held;
    private volatile @Nullable String trouble;
    private volatile boolean closed;

    BackgroundEmbedding(Parameters given, String thread) throws IOException {
        this.given = given;
        this.lease = new ProcessLock(given.lease);
        this.thread = new Thread(this::run, thread);
        this.thread.setDaemon(true);
    }

    /** Vectors are derived: a file that is none any more is set aside and made anew, which costs time only. */
    static VectorFile openVectors(Path file, Embedder embedder) throws IOException {
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
                    seen =
                            pause.equals(IDLE)
                                    ? given.memory.awaitAfter(seen, IDLE)
                                    : pause(seen, pause);
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
            given.backlog.follow();
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
        Waiting text = given.backlog.next();
        if (text == null) {
            return given.backlog.grow() ? Duration.ZERO : IDLE;
        }
        try {
            Optional<Vector> known = known(text.key());
            if (known.isEmpty() && !holdsLease()) {
                return OTHERS;
            }
            given.backlog.embedded(text, known.isPresent() ? known.get() : embed(text));
            trouble = null;
            return Duration.ZERO;
        } catch (EmbeddingException | VectorFileException | IOException e) {
            trouble = "searching by words only: " + e.getMessage();
            release();
            return AFTER_TROUBLE;
        }
    }

    private Optional<Vector> known(TextKey key) {
        Optional<Vector> known = given.vectors.get(key);
        if (known.isEmpty()) {
            given.vectors.refresh();
            known = given.vectors.get(key);
        }
        return known;
    }

    private Vector embed(Waiting text) {
        Vector vector = given.embedder.embed(given.backlog.text(text));
        given.vectors.put(text.key(), vector);
        return vector;
    }

    private boolean holdsLease() throws IOException {
        held = held == null ? lease.tryAcquire() : held;
        given.told.accept(held != null);
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
        given.told.accept(false);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.join(Duration.ofSeconds(1))) {
                given.backlog.end();
            }
            lease.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Nothing depends on it any more.
        }
    }
}
