package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.LogException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A batch that waits for the commit thread. */
final class Pending {
    /** A flush may take long on a busy disk; after this the caller is told that the outcome is open. */
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(30);

    final List<Event> batch;
    final AppendCondition condition;
    private final CompletableFuture<AppendResult> answer = new CompletableFuture<>();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final Duration patience;
    private final long arrived = System.nanoTime();

    /** @param patience how long it may wait for its turn, the queue and other processes together */
    Pending(List<Event> batch, AppendCondition condition, Duration patience) {
        this.batch = List.copyOf(batch);
        this.condition = condition;
        this.patience = patience;
    }

    /** What is left of its patience, zero or less when it has none. */
    Duration patience() {
        return patience.minusNanos(System.nanoTime() - arrived);
    }

    /** The commit thread's claim; false when the caller has given up. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    void complete(AppendResult result) {
        answer.complete(result);
    }

    void fail(LogException failure) {
        answer.completeExceptionally(failure);
    }

    /** For one whose patience has ended before its turn. */
    LogException busy() {
        return new LogException(
                LogException.Kind.BUSY,
                "another process has kept the log busy for "
                        + patience.toMillis()
                        + " ms; nothing was written, try again");
    }

    /** Waits for the outcome: not longer than the patience while nothing has begun. */
    AppendResult await() {
        try {
            try {
                return answer.get(patience().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (take()) {
                    throw busy();
                }
                return answer.get(FLUSH_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException e) {
            throw open("the disk has not answered for " + FLUSH_PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw open("the wait was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LogException failure) {
                throw failure.again();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static LogException open(String why) {
        return new LogException(
                LogException.Kind.BUSY,
                why
                        + ", so it is open whether the events were appended; repeat with the same idempotency key or ids");
    }
}
