package dev.everlog.eventlog.tail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock between processes that the operating system holds: the kernel lets go of it when its owner
 * dies, in every PID namespace. Whoever waits stands in a turnstile, so that a busy process cannot
 * take the lock again before its neighbours had it. One instance per file and process (POSIX drops
 * the lock when any channel to the file is closed). Confined to one thread at a time;
 * {@link #acquire} to one that nobody interrupts.
 */
public final class ProcessLock implements AutoCloseable {
    private static final long LOCK_BYTE = 0;
    private static final long TURNSTILE_BYTE = 1;

    /** A neighbour that was stopped inside the turnstile must not stop the others. */
    private static final Duration TURNSTILE_PATIENCE = Duration.ofMillis(200);

    private static final long FIRST_PAUSE_NANOS = 20_000;
    private static final long LONGEST_PAUSE_NANOS = 300_000;

    private final FileChannel channel;

    public ProcessLock(Path file) throws IOException {
        this.channel =
                FileChannel.open(
                        file,
                        PrivateFiles.with(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PrivateFiles.mode(file));
    }

    /**
     * Takes the lock.
     *
     * @return to be closed for release; null when others have it for the whole of the time
     */
    public @Nullable FileLock acquire(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        long turn = Math.min(deadline, System.nanoTime() + TURNSTILE_PATIENCE.toNanos());
        try (FileLock _ = poll(TURNSTILE_BYTE, turn)) {
            return poll(LOCK_BYTE, deadline);
        }
    }

    /** Takes the lock if nobody has it or waits for it. */
    @Nullable FileLock tryInTurn() throws IOException {
        try (FileLock turn = attempt(TURNSTILE_BYTE)) {
            return turn == null ? null : attempt(LOCK_BYTE);
        }
    }

    /** Takes the lock if nobody has it; for leases, where the one who has it keeps it. */
    public @Nullable FileLock tryAcquire() throws IOException {
        return attempt(LOCK_BYTE);
    }

    /** Null when the time is up; a turnstile that is left when the lock is taken lets the next one in. */
    private @Nullable FileLock poll(long at, long deadline) throws IOException {
        long pause = FIRST_PAUSE_NANOS;
        FileLock lock = attempt(at);
        while (lock == null && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
            lock = attempt(at);
        }
        return lock;
    }

    private @Nullable FileLock attempt(long at) throws IOException {
        try {
            return channel.tryLock(at, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // another tail of this process has it
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
