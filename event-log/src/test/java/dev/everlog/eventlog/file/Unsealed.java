package dev.everlog.eventlog.file;

import dev.everlog.eventlog.tail.ProcessLock;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds the lease on a log, so that its generations stay hot while it is open. */
public final class Unsealed implements AutoCloseable {
    private final ProcessLock lease;
    private final FileLock held;

    public Unsealed(Path log) throws IOException {
        Files.createDirectories(log);
        lease = new ProcessLock(log.resolve("lease"));
        held = lease.tryAcquire();
    }

    @Override
    public void close() throws IOException {
        held.release();
        lease.close();
    }
}
