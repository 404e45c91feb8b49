package dev.everlog.server;

import dev.everlog.memory.Memory;
import dev.everlog.memory.recall.OpenMemory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that is opened beside the handshake and not before it. Whoever needs it waits; when opening fails, each
 * who waited gets the failure and the next who asks tries again, so a repaired directory needs no restart.
 * Thread-safe.
 */
final class Opening implements Supplier<OpenMemory>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    /** Longer than a call takes that began with the memory before. */
    private static final Duration IN_FLIGHT = Duration.ofSeconds(10);

    private final Supplier<OpenMemory> open;
    private volatile Consumer<Memory> follower = any -> {};
    private @Nullable CompletableFuture<OpenMemory> attempt;
    private boolean closed;

    /** @param open takes about a second; throws what is wrong with the directory */
    Opening(Supplier<OpenMemory> open) {
        this.open = open;
    }

    /** From now on gives each memory that is opened to somebody who returns at once. */
    void each(Consumer<Memory> wanted) {
        follower = wanted;
    }

    /** Starts to open unless that has happened. Returns at once, so a failure goes to the log. */
    void begin() {
        var _ = attempt().whenComplete(Opening::note);
    }

    /** The memory, when it is open. */
    @Override
    public OpenMemory get() {
        try {
            return attempt().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private synchronized CompletableFuture<OpenMemory> attempt() {
        if (closed) {
            throw new IllegalStateException("the server is shutting down");
        }
        if (attempt == null || attempt.isCompletedExceptionally()) {
            attempt = CompletableFuture.supplyAsync(open, Opening::run);
            var _ = attempt.thenAccept(this::watch);
        }
        return attempt;
    }

    /** What is in memory may hold what is erased: then all of it is made anew. */
    private void watch(OpenMemory memory) {
        follower.accept(memory.memory());
        var _ = memory.memory().erasures().erased().thenRunAsync(() -> renew(memory), Opening::run);
    }

    private void renew(OpenMemory old) {
        try {
            OpenMemory fresh = old.renewed();
            if (replace(fresh)) {
                old.memory().erasures().replaced().complete(null);
                watch(fresh);
                Thread.sleep(IN_FLIGHT);
                old.retire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("What was erased is still in the memory of this process: restart it", e);
        }
    }

    private synchronized boolean replace(OpenMemory fresh) {
        if (!closed) {
            attempt = CompletableFuture.completedFuture(fresh);
        }
        return !closed;
    }

    private static void run(Runnable opening) {
        Thread.ofPlatform().daemon().name("opening").start(opening);
    }

    private static void note(@Nullable OpenMemory memory, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("The memory could not be opened: {}", String.valueOf(failure.getCause()));
        }
    }

    /** Closes what has been opened; an opening under way is left to the end of the process. */
    @Override
    public synchronized void close() {
        closed = true;
        if (attempt != null && attempt.isDone() && !attempt.isCompletedExceptionally()) {
            attempt.join().close();
        }
    }
}
