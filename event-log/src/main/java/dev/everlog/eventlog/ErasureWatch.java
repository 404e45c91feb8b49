package dev.everlog.eventlog;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether something was erased since this was made, so that what was made of the log since then may hold it.
 * Thread-safe.
 *
 * @param erased completes with the next erasure, before its receipt is readable; attach to it asynchronously only
 * @param replaced to be completed by whoever has put something made anew into the place of what was made of the log
 */
public record ErasureWatch(
        EventLog log,
        CompletableFuture<@Nullable Void> erased,
        CompletableFuture<@Nullable Void> replaced) {
    /** To be made before the first event is read. */
    public static ErasureWatch of(EventLog log) {
        return new ErasureWatch(log, log.nextErasure(), new CompletableFuture<>());
    }

    /** Whether nothing was erased and nothing is about to be: what was made of the log may be saved. */
    public boolean isQuiet() {
        return !log.isErasing() && !erased.isDone();
    }
}
