package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.CommitMark.Mark;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The work of who commits: follow, admit, append, force, mark, answer. Confined to one thread at a time, except {@link
 * #index}, {@link #erasures}, {@link #knows}, {@link #status}, {@link #durable}, {@link #found} and {@link #report}; and to one that nobody
 * interrupts, except {@link #commitAlone}.
 */
final class Committer implements DurableCursor.Damages {
    /** At the start others may be writing at full speed; they keep the end in order themselves. */
    private static final Duration OPENING_PATIENCE = Duration.ofMillis(500);

    private final LogDirectory directory;
    private final TailOptions options;
    private final Consumer<Position> moved;
    private final ProcessLock lock;
    private final CommitMark mark;
    private final Admission admission;
    private final Archive archive;
    private final Chain chain;
    private final Appender appender;
    private final Acceptance acceptance;
    private final Erasures erasures = new Erasures();
    private final SavedTail saved;
    private volatile Mark known = new Mark(Position.NONE, Position.NONE);
    private volatile long bytes;
    private volatile @Nullable LogException damage;
    private volatile @Nullable String flushError;
    private volatile long oldestUnforced;
    private Generation generation = Generation.NONE;

    Committer(
            LogDirectory directory,
            Engine engine,
            Archive archive,
            IdleWalks walks,
            TailOptions options,
            Consumer<Position> moved)
            throws IOException {
        this.directory = directory;
        this.options = options;
        this.moved = moved;
        this.lock = new ProcessLock(directory.lockFile());
        this.mark = new CommitMark(directory.markFile());
        this.admission = new Admission(position -> stored(walks, position));
        this.archive = archive;
        this.chain = new Chain(engine, directory, archive, this::admit);
        this.appender = new Appender(directory, engine, options);
        this.acceptance = new Acceptance(admission, chain, options);
        this.saved = new SavedTail(options.snapshots(), chain, admission, erasures);
    }

    private void admit(StoredEvent event) {
        admission.admit(event);
        erasures.admit(event);
    }

    /** Verifies what was acknowledged since the last snapshot, then settles what a dead writer may have left behind. */
    void open() {
        saved.resume();
        follow(Mark::durable);
        try {
            locked(lock.acquire(OPENING_PATIENCE), this::settle);
        } catch (IOException | RuntimeException | Error e) {
            failure(e); // when another process holds the lock, it settles the end
        }
    }

    /** See {@link Tail#find}. */
    @Nullable StoredEvent find(UUID id) {
        return admission.find(id);
    }

    /** See {@link Chain#unverified}. After {@link #open}. */
    Position unverified() {
        return chain.unverified();
    }

    /** When nobody waits. */
    void saveIfDue() {
        if (damage == null) {
            saved.saveIfDue(known.durable());
        }
    }

    private boolean settle() throws IOException {
        catchUp();
        saved.requireReached(chain.lastPosition());
        if (chain.remains(Long.MAX_VALUE)) {
            appender.leaveBehind(chain);
        }
        acknowledge(false);
        return true;
    }

    /** Reads on to the mark that others have moved. */
    void follow() {
        follow(Mark::readable);
    }

    private void follow(Function<Mark, Position> through) {
        try {
            Mark found = mark.read();
            if (found != null && damage == null) {
                known = found;
                chain.follow(through.apply(found));
            }
        } catch (IOException | RuntimeException e) {
            failure(e); // kept for those who append; those who read what is before it go on
        }
        announce();
    }

    /** Appends what may be appended, with one flush for all, and answers each. */
    void commit(List<Pending> batches) {
        List<Pending> waiting = batches;
        while (!waiting.isEmpty()) {
            Duration patience =
                    waiting.stream().map(Pending::patience).min(Duration::compareTo).orElseThrow();
            if (commit(waiting, patience)) {
                return;
            }
            List<Pending> late =
                    waiting.stream().filter(each -> !each.patience().isPositive()).toList();
            late.forEach(each -> each.fail(each.busy()));
            waiting = waiting.stream().filter(each -> !late.contains(each)).toList();
        }
    }

    /** False when another process kept the lock. */
    private boolean commit(List<Pending> batches, Duration patience) {
        List<Runnable> answers = new ArrayList<>();
        try {
            if (!locked(lock.acquire(patience), () -> appendAll(batches, answers))) {
                return false;
            }
        } catch (IOException | RuntimeException | Error e) {
            LogException failure = failure(e);
            batches.forEach(pending -> pending.fail(failure));
            return true;
        }
        answers.forEach(Runnable::run);
        return true;
    }

    private boolean appendAll(List<Pending> batches, List<Runnable> answers) throws IOException {
        catchUp();
        directory.requireThere();
        appender.measureRoom();
        for (Pending pending : batches) {
            answers.add(Objects.requireNonNull(acceptance.accept(pending, this::append)));
        }
        acknowledge(false);
        return true;
    }

    private boolean append(List<StoredEvent> events, Frame.Encoded frame) throws IOException {
        FailPoint.BEFORE_WRITE.pass();
        appender.append(chain, events, frame);
        FailPoint.AFTER_WRITE.pass();
        return true;
    }

    /**
     * Appends one batch if that takes a single write, as it mostly does: then the caller's own thread can do it, and
     * waking two others would cost more than the flush. May be interrupted.
     *
     * @return whether it is answered; if not, nothing has happened
     */
    boolean commitAlone(Pending pending) {
        try {
            return locked(lock.tryInTurn(), () -> isSettled() && appendAlone(pending));
        } catch (IOException | RuntimeException | Error e) {
            pending.fail(failure(e));
            return true;
        }
    }

    /** Whether there is nothing to follow, to cut or to flush. */
    private boolean isSettled() throws IOException {
        Position last = chain.lastPosition();
        return known.equals(mark.read())
                && known.readable().equals(last)
                && (!commits() || known.durable().equals(last))
                && chain.isAtEnd();
    }

    private boolean appendAlone(Pending pending) throws IOException {
        Runnable answer =
                acceptance.accept(
                        pending,
                        (events, frame) -> appender.appendAlone(chain, events, frame, commits()));
        if (answer == null) {
            return false;
        }
        acknowledge(commits());
        answer.run();
        return true;
    }

    private boolean commits() {
        return options.durability() == Durability.COMMIT;
    }

    private interface Work {
        boolean run() throws IOException;
    }

    /** Does the work alone among all processes; false when they do not let it. */
    private boolean locked(@Nullable FileLock held, Work work) throws IOException {
        try (held) {
            if (held == null) {
                return false;
            }
            if (damage != null) {
                throw damage.again();
            }
            try {
                return work.run();
            } catch (FlushFailed e) {
                flushFailed(e); // while the lock is still held
                throw e;
            }
        }
    }

    private void catchUp() throws IOException {
        Mark found = mark.read();
        if (found == null && directory.listGenerations().isEmpty()) {
            chain.requireNothingSealed(); // before the mark would say that nothing was acknowledged
            found = mark.begin(directory.path());
        }
        if (found != null) {
            known = found;
            chain.follow(found.durable());
        }
        chain.followUnacknowledged();
        if (chain.remains(Integer.BYTES)) {
            if (found == null) {
                throw new LogException(
                        Kind.CORRUPT,
                        directory.markFile()
                                + " is damaged and so is the end of the log after "
                                + chain.lastPosition()
                                + ": nobody can tell what was acknowledged");
            }
            appender.leaveBehind(chain);
        }
    }

    /** @param onDisk whether all that was appended is known to be there */
    private void acknowledge(boolean onDisk) throws IOException {
        Position last = chain.lastPosition();
        Mark next =
                new Mark(last, commits() || known.durable().isAfter(last) ? last : known.durable());
        if (next.equals(known)) {
            announce();
            return;
        }
        if (commits()) {
            force(onDisk);
        } else {
            oldestUnforced = oldestUnforced == 0 ? System.nanoTime() : oldestUnforced;
        }
        write(next);
    }

    private void force(boolean done) throws FlushFailed {
        if (!done) {
            appender.force(chain);
        }
        FailPoint.AFTER_FORCE.pass();
    }

    /**
     * After a failed flush the kernel may hold frames in memory that will never reach the disk, and tell the next one
     * who flushes that all is well. So that no process takes them for its own, they are made void.
     */
    private void flushFailed(FlushFailed failed) {
        flushError = failed.toString();
        try {
            appender.beginAfterFailedFlush(chain.index(), known);
        } catch (IOException | RuntimeException e) {
            failed.addSuppressed(e);
        }
        damage =
                new LogException(
                        Kind.IO,
                        "a flush to disk failed ("
                                + failed.getMessage()
                                + "); nothing after it is acknowledged. Mend the disk and start again",
                        failed);
    }

    private void write(Mark next) throws IOException {
        mark.write(next);
        known = next;
        announce();
    }

    private void announce() {
        bytes = chain.bytes();
        Position last = chain.lastPosition();
        moved.accept(last.isAfter(known.readable()) ? known.readable() : last);
    }

    /** Whether something waits for the flush of {@link Durability#PROCESS}. */
    boolean isDirty() {
        return oldestUnforced != 0;
    }

    void flushIfDue(long millis) {
        if (isDirty() && System.nanoTime() - oldestUnforced >= millis * 1_000_000) {
            flush();
        }
    }

    private void flush() {
        try {
            boolean flushed =
                    locked(
                            lock.acquire(options.lockPatience()),
                            () -> {
                                catchUp();
                                force(false);
                                write(new Mark(chain.lastPosition(), chain.lastPosition()));
                                return true;
                            });
            oldestUnforced = flushed ? 0 : System.nanoTime();
        } catch (IOException | RuntimeException | Error e) {
            failure(e);
            oldestUnforced = 0;
        }
    }

    /** Damage stops all further appends; everything else is this call's trouble only. */
    private LogException failure(Throwable e) {
        LogException failure = LogFailures.of(e);
        report(failure);
        return damage != null ? damage : failure;
    }

    private StoredEvent stored(IdleWalks walks, long position) {
        try (EventCursor cursor =
                new DurableCursor(
                        walks,
                        chain.index(),
                        archive,
                        new Position(position - 1),
                        chain::lastPosition,
                        this)) {
            return Objects.requireNonNull(cursor.next());
        }
    }

    /** Begins a new generation, unless the newest begins behind the position; all before it is then durable. */
    void moveOnBehind(Position position) throws IOException {
        boolean moved =
                locked(
                        lock.acquire(options.lockPatience()),
                        () -> {
                            catchUp();
                            if (chain.end().generation().start() <= position.value()) {
                                appender.leaveBehind(chain);
                            } else {
                                force(false);
                            }
                            write(new Mark(chain.lastPosition(), chain.lastPosition()));
                            return true;
                        });
        if (!moved) {
            throw new IOException("another process has kept the lock of " + directory.path());
        }
    }

    Erasures erasures() {
        return erasures;
    }

    /** Whether the end has moved to another generation since the last question. */
    boolean rolled() {
        Generation before = generation;
        generation = chain.end().generation();
        return !generation.equals(before);
    }

    /** What is known to be on stable storage. */
    Position durable() {
        return known.durable();
    }

    FrameIndex index() {
        return chain.index();
    }

    /** Whether the mark says nothing that is not known here. */
    boolean knows(Mark mark) {
        return mark.equals(known);
    }

    @Override
    public @Nullable LogException found() {
        return damage;
    }

    /**
     * A reader of this process came upon damage, or upon what a newer Everlog wrote: appending behind it would be
     * acknowledging what nobody can read.
     */
    @Override
    public void report(LogException failure) {
        boolean stops = failure.kind() == Kind.CORRUPT || failure.kind() == Kind.NEWER_FORMAT;
        if (stops && damage == null) {
            damage = failure;
        }
    }

    TailStatus status(long freeBytes, @Nullable String sealingTrouble) {
        Mark now = known;
        LogException broken = damage;
        return new TailStatus(
                now.readable(),
                now.durable(),
                options.durability(),
                bytes,
                freeBytes,
                broken == null ? null : broken.getMessage(),
                flushError,
                sealingTrouble);
    }

    void close() {
        if (isDirty()) {
            flush();
        }
        if (damage == null && known.durable().equals(chain.lastPosition())) {
            saved.saveAtEnd();
        }
        LogFailures.quietly(appender, chain, mark, lock);
    }
}
