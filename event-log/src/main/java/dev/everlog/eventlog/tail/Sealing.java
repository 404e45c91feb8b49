package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets finished generations cool, and erases, in the background of one process at a time. What fails is left as it is and
 * tried again with the next generation. Owns a thread that nobody may interrupt: an interrupt closes channels.
 */
final class Sealing implements AutoCloseable {
    /** Whoever has the lease may die while it seals; the others look again after this time. */
    private static final long LOOK_AGAIN_SECONDS = 5;

    /** A segment that is being written is dropped at the next frame, so this is the time for one flush. */
    private static final long CLOSE_MILLIS = 500;

    /** Between two looks at what others have sealed: a segment takes longer. */
    private static final long LOOK_MILLIS = 50;

    private final LogDirectory directory;
    private final Cooling cooling;
    private final @Nullable Erasing erasing;
    private final ProcessLock lease;
    private final Presence presence;
    private final Semaphore wake =
            new Semaphore(1); // the last process may have died with work to do
    private final Thread thread = new Thread(this::work, "everlog-seal");
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    /** @param erasing null leaves it to other processes */
    Sealing(LogDirectory directory, Cooling cooling, @Nullable Erasing erasing, Presence presence)
            throws IOException {
        this.directory = directory;
        this.cooling = cooling;
        this.erasing = erasing;
        this.presence = presence;
        this.lease = new ProcessLock(directory.leaseFile());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There may be a finished generation. */
    void look() {
        wake.release();
    }

    private void work() {
        boolean done = true;
        try {
            while (!closed) {
                if (done) {
                    wake.acquire();
                } else {
                    wake.tryAcquire(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                }
                wake.drainPermits();
                done = closed || attempt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            LogFailures.quietly(lease);
        }
    }

    /** False when it is to be tried again soon: another process has the lease, or something is not erased. */
    private boolean attempt() {
        try (FileLock held = lease.tryAcquire()) {
            if (held == null) {
                return false;
            }
            presence.note(Lease.SEALING, true);
            cooling.run(() -> closed);
            if (erasing != null) {
                erasing.run(() -> closed);
            }
            trouble = null;
        } catch (IOException | RuntimeException e) {
            trouble = closed ? null : LogFailures.of(e).getMessage();
            return erasing == null || erasing.erasures().open().isEmpty(); // who wishes that waits
        } finally {
            presence.note(Lease.SEALING, false);
        }
        return true;
    }

    /** Waits until this process, or another, has sealed all through a position, which is before the newest generation. */
    void await(Position last, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        look();
        while (!directory.isSealed(last)) {
            if (trouble != null || System.nanoTime() - deadline > 0) {
                throw new LogException(
                        Kind.BUSY,
                        "not all through "
                                + last
                                + " is in the archive yet"
                                + (trouble == null ? "" : ": " + trouble)
                                + "; try again");
            }
            Thread.sleep(LOOK_MILLIS); // nothing tells that another process has sealed
        }
    }

    /** Why the last attempt failed, or null. */
    @Nullable String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
