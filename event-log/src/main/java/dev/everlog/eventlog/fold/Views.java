package dev.everlog.eventlog.fold;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All views of one log, folded to the same position by one platform thread; events of this and of other processes take
 * the same path. Thread-safe. Lock order: the read lock is taken last, and nothing that waits happens under it.
 */
public final class Views implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final EventLog log;
    private final Snapshots snapshots;
    private final List<View<?>> views = new CopyOnWriteArrayList<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Object moved = new Object();
    private final Thread thread;
    private volatile Position position = Position.NONE;
    private volatile boolean closed;
    private volatile @Nullable RuntimeException stopped;

    /** @param snapshots where the views are saved from time to time, and taken from at the start */
    public Views(EventLog log, Snapshots snapshots) {
        this.log = log;
        this.snapshots = snapshots;
        this.thread = new Thread(this::fold, "everlog-fold");
        this.thread.setDaemon(true);
    }

    /** Before {@link #start}. */
    public <S> View<S> add(Projection<S> projection) {
        View<S> view = new View<>(projection);
        views.add(view);
        return view;
    }

    /** Begins to fold, from a snapshot or the first event. */
    public void start() {
        thread.start();
    }

    /** How far everything is folded. */
    public Position position() {
        return position;
    }

    /** The reason why folding has ended for all views (a damaged log), or null. */
    public @Nullable RuntimeException stopped() {
        return stopped;
    }

    public List<View<?>> views() {
        return List.copyOf(views);
    }

    /** Runs while no event is being folded. Keep it short: the folding thread waits. */
    public <R> R read(Supplier<R> reading) {
        lock.readLock().lock();
        try {
            return reading.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits until the position is folded; false when the time is up or folding has stopped. */
    public boolean await(Position wanted, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (moved) {
            while (wanted.isAfter(position) && stopped == null && !closed) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                moved.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        return !wanted.isAfter(position);
    }

    @SuppressWarnings("CatchingUnchecked")
    private void fold() {
        SavedViews saved = new SavedViews(log, snapshots, views);
        saved.load().ifPresent(this::begin);
        try {
            foldWhatIsThere();
            foldOn(saved);
        } catch (InterruptedException e) {
            // by close, and this thread ends
        } catch (RuntimeException e) {
            if (!(closed
                    || (e instanceof LogException log && log.kind() == LogException.Kind.CLOSED))) {
                stopped = e;
            }
        } finally {
            announce();
        }
        if (closed) {
            var _ = Thread.interrupted(); // else waiting and files would end at once
            saved.saveAtEnd(position);
        }
    }

    private void begin(SavedViews.Loaded loaded) {
        lock.writeLock().lock();
        try {
            loaded.swaps().forEach(Runnable::run);
            position = loaded.position();
        } finally {
            lock.writeLock().unlock();
        }
        announce();
    }

    private void foldWhatIsThere() throws InterruptedException {
        try (ReadAhead ahead = new ReadAhead(log, position)) {
            for (var run = ahead.next(); !(closed || run.isEmpty()); run = ahead.next()) {
                apply(run);
            }
        }
    }

    private void foldOn(SavedViews saved) throws InterruptedException {
        try (EventCursor cursor = log.read(position)) {
            while (!closed) {
                Run run = Run.read(cursor);
                if (!run.events().isEmpty()) {
                    apply(run.events());
                }
                if (run.damage() != null) {
                    throw run.damage();
                }
                if (run.events().isEmpty()) {
                    saved.saveIfDue(position);
                    log.awaitAfter(position, IDLE);
                }
            }
        }
    }

    private void apply(List<StoredEvent> run) {
        lock.writeLock().lock();
        try {
            views.forEach(view -> view.apply(run));
            position = run.getLast().position();
        } finally {
            lock.writeLock().unlock();
        }
        announce();
    }

    private void announce() {
        synchronized (moved) {
            moved.notifyAll();
        }
    }

    /** Ends the folding thread; the log stays open. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        announce();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
