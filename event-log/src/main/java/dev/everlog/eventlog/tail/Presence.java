package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Position;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one tail tells other processes of itself: a file that it keeps locked, see {@link PresenceFile}. The log does not
 * depend on it: a process that cannot write its file (a full disk) is not seen by others, and works. Thread-safe.
 */
final class Presence implements AutoCloseable {
    /** What others are told of a position may be so old: a busy writer does not write a second file for each event. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Between two positions nothing is to be told. */
    private static final Duration IDLE = Duration.ofHours(1);

    private final Tail tail;
    private final String role;
    private final PresenceFile file;
    private final Set<Lease> leases = EnumSet.noneOf(Lease.class);
    private @Nullable RandomAccessFile open; // a channel would be closed by an interrupt
    private volatile boolean closed;

    Presence(Path directory, Tail tail, String role) {
        this.tail = tail;
        this.role = role;
        this.file = PresenceFile.fresh(directory);
    }

    /** Others see it on return. */
    synchronized void start() {
        try {
            file.makeDirectory();
            open = locked();
        } catch (IOException e) {
            return; // alone in its own eyes only
        }
        tell();
        Thread.ofVirtual().name("everlog-presence").start(this::follow);
    }

    /** Whoever looks before the lock is taken may think it a dead one's and delete it. */
    private RandomAccessFile locked() throws IOException {
        RandomAccessFile opened = PrivateFiles.open(file.path());
        FileLock lock = opened.getChannel().lock(PresenceFile.LOCK_BYTE, 1, false);
        if (lock.isValid() && Files.exists(file.path())) {
            return opened;
        }
        opened.close();
        return locked();
    }

    private void follow() {
        try {
            while (!closed) {
                Position told = tell();
                Thread.sleep(PAUSE);
                tail.awaitAfter(told, IDLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes or leaves a lease. */
    synchronized void note(Lease lease, boolean held) {
        if (held ? leases.add(lease) : leases.remove(lease)) {
            tell();
        }
    }

    synchronized Participant self() {
        return new Participant(ProcessHandle.current().pid(), role, tail.end(), leases, true);
    }

    private synchronized Position tell() {
        Participant self = self();
        if (open != null && !closed) {
            try {
                open.seek(0);
                open.write(PresenceFile.encode(self));
            } catch (IOException e) {
                // what was told before stays
            }
        }
        return self.position();
    }

    @Override
    public synchronized void close() {
        closed = true;
        LogFailures.quietly(open, () -> Files.deleteIfExists(file.path()));
    }
}
