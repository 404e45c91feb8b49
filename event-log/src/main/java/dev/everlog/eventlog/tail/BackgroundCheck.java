package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import java.time.Duration;

/**
 * Reads, after a start from a snapshot, what that start did not: frames that were verified in another run and may have
 * been damaged since. Damage stops appends, as if it had been met at the start. Takes a tenth of a core: a million events
 * in about a minute. Nobody may interrupt it: an interrupt closes channels that others use.
 */
final class BackgroundCheck {
    /** Events between two pauses: some milliseconds of work. */
    private static final int RUN = 1_000;

    /** Pauses are so many times as long as the work. */
    private static final int REST = 9;

    private final Tail tail;
    private volatile boolean closed;

    BackgroundCheck(Tail tail) {
        this.tail = tail;
    }

    /** @param through the last event that was not verified; none when everything was */
    void start(Position through) {
        if (through.isAfter(Position.NONE)) {
            Thread.ofPlatform().daemon().name("everlog-check").start(() -> read(through));
        }
    }

    private void read(Position through) {
        try (EventCursor cursor = tail.read(Position.NONE)) {
            long from = System.nanoTime();
            for (long read = 1; read <= through.value() && !closed; read++) {
                cursor.next();
                if (read % RUN == 0) {
                    Thread.sleep(Duration.ofNanos(REST * (System.nanoTime() - from)));
                    from = System.nanoTime();
                }
            }
        } catch (LogException e) {
            // The cursor has told the tail.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
    }
}
