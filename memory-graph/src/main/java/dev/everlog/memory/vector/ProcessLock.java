package dev.everlog.memory.vector;

import dev.everlog.memory.vector.VectorFileException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// The operating system's lock on a file of its own: held by one process, freed by the kernel when that dies.
///
/// One channel per process, kept open: closing any other channel on the file would free the lock too. The waiting has
/// a deadline, which {@code FileChannel.lock} has not, so it asks again and again. Not for two threads at once.
final class ProcessLock implements AutoCloseable {

    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(1).toNanos();

    private final Path file;
    private final FileChannel channel;
    private final Duration patience;

    ProcessLock(Path file, FileChannel channel, Duration patience) {
        this.file = file;
        this.channel = channel;
        this.patience = patience;
    }

    /// @throws VectorFileException of kind LOCKED when patience ends or the thread is interrupted
    FileLock acquire() throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<FileLock> lock = tryLock();
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                throw new VectorFileException(
                        Kind.LOCKED,
                        "another process holds "
                                + file
                                + " for longer than "
                                + patience.toMillis()
                                + " ms");
            }
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
        }
    }

    private Optional<FileLock> tryLock() throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // a second opener in this very process
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
