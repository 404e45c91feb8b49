package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Real snapshots that are due after so many events, however few these are; and an account of what became of them. */
public final class EagerSnapshots implements Snapshots {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Snapshots real;
    private final int every;
    private final AtomicLong due = new AtomicLong();
    private volatile Position written = Position.NONE;
    private volatile Position read = Position.NONE;

    public EagerSnapshots(Path directory, String name, int every) {
        this.real = Snapshots.in(directory, name);
        this.every = every;
    }

    /** Waits until one at this position or behind is written. */
    public void awaitWritten(Position position) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (position.isAfter(written)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "no snapshot at " + position + ", the last is " + written);
            }
            Thread.sleep(1);
        }
    }

    /** Position of the last one taken for a start. */
    public Position read() {
        return read;
    }

    @Override
    public Optional<Snapshot> newest(Predicate<Snapshot> wanted) {
        Optional<Snapshot> found = real.newest(wanted);
        found.ifPresent(snapshot -> read = snapshot.anchor().position());
        return found;
    }

    @Override
    public boolean due(Position position) {
        return position.value() - due.get() >= every && due.getAndSet(position.value()) >= 0;
    }

    @Override
    public boolean dueAtEnd(Position position) {
        return false;
    }

    @Override
    public boolean write(Anchor anchor, List<Section> sections) throws IOException {
        boolean done = real.write(anchor, sections);
        if (done) {
            written = anchor.position();
        }
        return done;
    }
}
