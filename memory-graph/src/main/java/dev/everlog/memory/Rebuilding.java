package dev.everlog.memory;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.View;
import dev.everlog.eventlog.fold.Views;
import dev.everlog.memory.custom.Groups;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Folds projections that were just defined from the first event on, in a thread of its own, beside the folding of
 * everything else; the last few events under the read lock of the views, so that what is put in place stands exactly
 * where they stand. Thread-safe.
 */
final class Rebuilding implements AutoCloseable {
    /** Events that are folded under the lock: the folding thread waits for them, under 5 ms. */
    private static final int FEW = 256;

    /** Events between two looks at whether this is closed. */
    private static final int RUN = 4_096;

    /** Milliseconds between two looks at whether something is built. */
    private static final long LOOK = 50;

    private final EventLog log;
    private final Views views;
    private final Semaphore wanted = new Semaphore(0);
    private final Object moved = new Object();
    private @Nullable Thread thread;
    private volatile boolean closed;

    Rebuilding(EventLog log, Views views) {
        this.log = log;
        this.views = views;
    }

    void start(View<Projections> projections) {
        thread = Thread.ofPlatform().daemon().name("everlog-rebuild").start(() -> run(projections));
    }

    /** Says that there may be something to build. */
    void wake() {
        wanted.release();
    }

    private void run(View<Projections> projections) {
        try {
            while (!closed) {
                wanted.acquire();
                wanted.drainPermits();
                Projections.Version next = next(projections);
                while (!closed && next != null) {
                    build(next);
                    next = next(projections);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does, for it would close files
        } catch (LogException e) {
            // closed or damaged: the views say so
        }
    }

    private Projections.@Nullable Version next(View<Projections> projections) {
        return views.read(() -> projections.state().unbuilt());
    }

    private void build(Projections.Version version) {
        Groups groups = new Groups(version.definition().fields());
        try (EventCursor cursor = log.read(Position.NONE)) {
            long at = 0;
            do {
                at = fold(version, groups, cursor, at, Math.min(at + RUN, goal(version)));
            } while (!closed && !finish(version, groups, cursor, at));
        }
        synchronized (moved) {
            moved.notifyAll();
        }
    }

    /** The last event that matters now: what is not folded elsewhere yet comes to all at once. */
    private long goal(Projections.Version version) {
        return Math.min(views.position().value(), version.until() - 1);
    }

    private static long fold(
            Projections.Version version, Groups groups, EventCursor cursor, long from, long to) {
        for (long at = from + 1; at <= to; at++) {
            StoredEvent event = Objects.requireNonNull(cursor.next());
            version.definition().fold(event, groups);
            version.reached(at);
        }
        return Math.max(from, to);
    }

    private boolean finish(
            Projections.Version version, Groups groups, EventCursor cursor, long at) {
        return views.read(() -> {
            boolean near = goal(version) - at <= FEW;
            if (near) {
                fold(version, groups, cursor, at, goal(version));
                version.built(groups);
            }
            return near;
        });
    }

    /** Waits until something is so, which is looked at after each building; whether it is. */
    boolean await(BooleanSupplier so, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            boolean is = so.getAsBoolean();
            while (!is && System.nanoTime() < deadline) {
                wake();
                synchronized (moved) {
                    moved.wait(LOOK);
                }
                is = so.getAsBoolean();
            }
            return is;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        Thread running = thread;
        try {
            if (running != null) {
                running.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
