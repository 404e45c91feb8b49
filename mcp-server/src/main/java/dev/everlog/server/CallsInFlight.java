package dev.everlog.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the calls of one client on virtual threads, as many at once as a limit allows, and knows when all have ended. A
 * call begins when all writes that were started before it have ended, so a client that does not wait for answers
 * finds its writes in the order in which it sent them, and reads what it wrote. {@link #start} is for one thread.
 */
final class CallsInFlight {
    /** Calls: enough to share one flush of the log among many, few enough for their texts to fit into a small heap. */
    private static final int MAX_CALLS = 64;

    private final Semaphore free = new Semaphore(MAX_CALLS);
    private CompletableFuture<@Nullable Void> written = CompletableFuture.completedFuture(null);

    /**
     * Starts a call, and waits before that while too many are running: a client that does not wait is slowed down.
     *
     * @param writes whether later calls wait for it
     */
    void start(boolean writes, Runnable call) throws InterruptedException {
        free.acquire();
        CompletableFuture<@Nullable Void> before = written;
        CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
        written = writes ? ended : before;
        Thread.ofVirtual()
                .name("call")
                .start(() -> {
                    try {
                        before.join();
                        call.run();
                    } finally {
                        ended.complete(null);
                        free.release();
                    }
                });
    }

    /** Waits until none is running. @return whether that was so in time */
    boolean drain(Duration patience) throws InterruptedException {
        return free.tryAcquire(MAX_CALLS, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
