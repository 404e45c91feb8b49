package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tail on disk, shared by any number of processes. Whoever has the turn takes the lock of the operating system,
 * follows what others appended, appends, forces, marks, and only then answers. A caller who comes when nobody waits
 * takes the turn itself; the others hand their batches to the commit thread, and share its next flush. Thread-safe.
 */
public final class DurableTail implements Tail {
    /** Batches that share one flush. */
    private static final int GROUP = 64;

    /** The most that {@link dev.everlog.eventlog.Durability#PROCESS} can lose in a crash of the operating system. */
    private static final long FLUSH_MILLIS = 200;

    private final LogDirectory directory;
    private final TailOptions options;
    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
    private final ReentrantLock turn = new ReentrantLock(); // guards the committer
    private final LinkedBlockingQueue<Object> work = new LinkedBlockingQueue<>();
    private final Object moved = new Object();
    private final IdleWalks walks;
    private final Archive archive;
    private final Committer committer;
    private final Thread thread;
    private final MarkWatcher watcher;
    private final BackgroundCheck check = new BackgroundCheck(this);
    private final Sealing sealing;
    private final Presence presence;
    private volatile Position end = Position.NONE;
    private volatile boolean closed;

    private DurableTail(LogDirectory directory, Engine engine, Archive archive, TailOptions options)
            throws IOException {
        this.directory = directory;
        this.options = options;
        this.archive = archive;
        this.walks = new IdleWalks(engine, directory);
        this.committer = new Committer(directory, engine, archive, walks, options, this::movedTo);
        this.presence = new Presence(directory.processes(), this, options.role());
        Cooling cooling = new Cooling(engine, directory, archive, committer::durable);
        this.sealing = new Sealing(directory, cooling, erasing(cooling), presence);
        this.thread = new Thread(this::work, "everlog-commit");
        this.thread.setDaemon(true);
        this.watcher =
                new MarkWatcher(directory.markFile(), committer::knows, () -> work.add(Wake.LOOK));
    }

    private @Nullable Erasing erasing(Cooling cooling) {
        Derived derived = options.derived();
        return derived == null
                ? null
                : new Erasing(
                        this,
                        archive,
                        directory,
                        cooling,
                        committer.erasures(),
                        derived,
                        options.clock(),
                        this::moveOnBehind);
    }

    private void moveOnBehind(Position position) throws IOException {
        turn.lock();
        try {
            committer.moveOnBehind(position);
        } finally {
            turn.unlock();
        }
    }

    private enum Wake {
        /** Another process has moved the mark. */
        LOOK,
        /** A caller has appended what is to be flushed within {@link #FLUSH_MILLIS}. */
        FLUSH_LATER,
        CLOSE
    }

    /**
     * Opens or makes the log in the directory and verifies all of it.
     *
     * @throws LogException {@code UNUSABLE}, {@code NEWER_FORMAT}; damage does not throw: what is before it can be read
     */
    public static DurableTail open(
            Path directory, Engine engine, Archive.Format format, TailOptions options) {
        LogDirectory prepared = LogDirectory.prepare(directory);
        try {
            Archive archive = format.in(prepared.archive());
            DurableTail tail = new DurableTail(prepared, engine, archive, options);
            tail.thread.start();
            awaitOpened(tail);
            tail.presence.start();
            tail.watcher.start();
            tail.check.start(tail.committer.unverified());
            tail.sealing.start();
            return tail;
        } catch (IOException e) {
            throw new LogException(
                    Kind.UNUSABLE, directory + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void awaitOpened(DurableTail tail) {
        try {
            tail.opened.join();
        } catch (CompletionException e) {
            tail.watcher.close();
            throw LogFailures.of(e.getCause() == null ? e : e.getCause());
        }
        LogException found = tail.committer.found();
        if (found != null && found.kind() == Kind.NEWER_FORMAT) {
            tail.close();
            throw found.again();
        }
    }

    @Override
    public AppendResult append(List<Event> batch, AppendCondition condition) {
        Batches.check(batch);
        requireOpen();
        Pending pending = new Pending(batch, condition, options.lockPatience());
        if (!commitAlone(pending)) {
            work.add(pending);
        }
        return pending.await();
    }

    @Override
    public @Nullable StoredEvent find(UUID id) {
        requireOpen();
        boolean interrupted = Thread.interrupted(); // it would close the files that are read
        turn.lock();
        try {
            return committer.find(id);
        } finally {
            turn.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False when others are at it, or it takes more than the caller's thread may do. */
    private boolean commitAlone(Pending pending) {
        if (!work.isEmpty() || turn.hasQueuedThreads() || !turn.tryLock()) {
            return false;
        }
        boolean interrupted = Thread.interrupted(); // for the caller, when this is done
        try {
            boolean dirty = committer.isDirty();
            boolean done = !closed && committer.commitAlone(pending);
            if (committer.isDirty() != dirty) {
                work.add(Wake.FLUSH_LATER);
            }
            if (work.isEmpty()) {
                committer.saveIfDue();
            }
            return done;
        } finally {
            turn.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work() {
        List<Object> taken = new ArrayList<>();
        try {
            inTurn(committer::open);
            opened.complete(null);
            inTurn(committer::saveIfDue);
            while (!taken.contains(Wake.CLOSE)) {
                taken.clear();
                Object first =
                        committer.isDirty()
                                ? work.poll(FLUSH_MILLIS, TimeUnit.MILLISECONDS)
                                : work.take();
                if (first != null) {
                    taken.add(first);
                }
                inTurn(() -> handle(taken));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e); // nobody must wait for a thread that is gone
            throw e;
        } finally {
            closed = true;
            inTurn(committer::close);
            walks.close();
            archive.close();
            LogException end = new LogException(Kind.CLOSED, "this log has been closed");
            work.forEach(left -> {
                if (left instanceof Pending pending) {
                    pending.fail(end);
                }
            });
        }
    }

    private void inTurn(Runnable duty) {
        turn.lock();
        try {
            duty.run();
        } finally {
            turn.unlock();
        }
    }

    private void handle(List<Object> taken) {
        work.drainTo(taken, GROUP - taken.size());
        List<Pending> batches = new ArrayList<>();
        for (Object each : taken) {
            if (each instanceof Pending pending && pending.take()) {
                batches.add(pending);
            }
        }
        if (!batches.isEmpty()) {
            committer.commit(batches);
        } else if (taken.contains(Wake.LOOK)) {
            committer.follow();
        }
        committer.flushIfDue(FLUSH_MILLIS);
        if (committer.rolled()) {
            sealing.look();
        }
        if (work.isEmpty()) {
            committer.saveIfDue();
        }
    }

    private void movedTo(Position position) {
        if (committer.erasures().hasNews()) {
            forgetErased();
            committer.erasures().told();
        }
        boolean further = position.isAfter(end);
        synchronized (moved) {
            end = position;
            moved.notifyAll();
        }
        if (further && !committer.erasures().open().isEmpty()) {
            sealing.look();
        }
    }

    /** Another process may have erased it: what this one keeps open or in memory is let go. */
    private void forgetErased() {
        walks.forget();
        try {
            archive.refresh();
        } catch (IOException | LogException e) {
            // Whoever reads next meets it again.
        }
    }

    @Override
    public boolean seal(Duration patience) throws InterruptedException {
        requireOpen();
        LogException damage = committer.found();
        if (damage != null) {
            throw damage.again();
        }
        Position last = end;
        try {
            if (directory.isSealed(last)) {
                return false;
            }
            moveOnBehind(last);
            sealing.await(last, patience);
            return true;
        } catch (IOException e) {
            throw LogFailures.of(e);
        }
    }

    @Override
    public List<Participant> participants() {
        List<Participant> all = new ArrayList<>(List.of(presence.self()));
        try {
            all.addAll(PresenceFile.others(directory.processes()));
        } catch (IOException e) {
            throw LogFailures.of(e);
        }
        return all;
    }

    @Override
    public void note(Lease lease, boolean held) {
        presence.note(lease, held);
    }

    @Override
    public boolean isErasing() {
        return committer.erasures().isErasing();
    }

    @Override
    public CompletableFuture<@Nullable Void> nextErasure() {
        return committer.erasures().next();
    }

    @Override
    public DurableCursor read(Position after) {
        return new DurableCursor(walks, committer.index(), archive, after, this::end, committer);
    }

    @Override
    public Anchor anchor(Position position) {
        return DurableCursor.anchor(position, this::read);
    }

    @Override
    public Position end() {
        return end;
    }

    @Override
    public Position awaitAfter(Position position, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (moved) {
            long left = timeout.toNanos();
            while (!closed && !end.isAfter(position) && left > 0) {
                moved.wait(left / 1_000_000, (int) (left % 1_000_000));
                left = deadline - System.nanoTime();
            }
        }
        return end;
    }

    @Override
    public LogSize size() {
        return directory.size();
    }

    @Override
    public TailStatus status() {
        return committer.status(directory.freeBytes(), sealing.trouble());
    }

    private void requireOpen() {
        if (closed) {
            throw new LogException(Kind.CLOSED, "this log has been closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        watcher.close();
        check.close();
        sealing.close();
        presence.close();
        work.add(Wake.CLOSE);
        synchronized (moved) {
            moved.notifyAll();
        }
        try {
            thread.join(options.lockPatience().plusSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
