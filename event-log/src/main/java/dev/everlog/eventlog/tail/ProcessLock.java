package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
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
 * A lock between processes that the operating system holds: the kernel lets go of it when its owner dies, in every PID
 * namespace. One instance per file and process (POSIX drops the lock when any channel to the file is closed). Confined
 * to one thread, which nobody may interrupt: an interrupt closes the channel.
 */
public final class ProcessLock implements AutoCloseable {
    private static final long FIRST_PAUSE_NANOS = 20_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000;

    private final Path file;
    private final FileChannel channel;

    public ProcessLock(Path file) throws IOException {
        this.file = file;
        this.channel =
                FileChannel.open(
                        file,
                        PrivateFiles.with(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PrivateFiles.mode(file));
    }

    /**
     * Takes the lock.
     *
     * @return to be closed for release
     * @throws LogException {@code BUSY} when another process has it for the whole of the time
     */
    public FileLock acquire(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (long pause = FIRST_PAUSE_NANOS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS)) {
            FileLock lock = attempt();
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadline) {
                throw new LogException(
                        LogException.Kind.BUSY,
                        "another process has held "
                                + file.getFileName()
                                + " for "
                                + patience.toMillis()
                                + " ms; nothing was written, try again");
            }
            LockSupport.parkNanos(pause);
        }
    }

    private @Nullable FileLock attempt() throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another tail of this process has it
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
