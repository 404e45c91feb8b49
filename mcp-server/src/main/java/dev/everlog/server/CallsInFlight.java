package dev.everlog.server;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs calls on virtual threads, as many at once as a limit allows, and knows when all have ended. Thread-safe.
 */
final class CallsInFlight {
    /** Calls: enough to share one flush of the log among many, few enough for their texts to fit into a small heap. */
    private static final int MAX_CALLS = 64;

    private final Semaphore free = new Semaphore(MAX_CALLS);

    /** Starts a call, and waits before that while too many are running: a client that does not wait is slowed down. */
    void start(Runnable call) throws InterruptedException {
        free.acquire();
        Thread.ofVirtual()
                .name("call")
                .start(() -> {
                    try {
                        call.run();
                    } finally {
                        free.release();
                    }
                });
    }

    /** Waits until none is running. @return whether that was so in time */
    boolean drain(Duration patience) throws InterruptedException {
        return free.tryAcquire(MAX_CALLS, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
