package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The work of the commit thread: follow, admit, append, force, mark, answer. Confined to that thread, except
 * {@link #index}, {@link #knows}, {@link #status}, {@link #durable}, {@link #found} and {@link #report}.
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
    private final SavedTail saved;
    private volatile Mark known = new Mark(Position.NONE, Position.NONE);
    private volatile long bytes;
    private volatile @Nullable LogException damage;
    private volatile @Nullable String flushError;
    private long oldestUnforced;
    private long room; // bytes that this group may still write
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
        this.chain = new Chain(engine, directory, archive, admission::admit);
        this.appender = new Appender(directory, engine, options.generationBytes());
        this.saved = new SavedTail(options.snapshots(), chain, admission);
    }

    /** Verifies what was acknowledged since the last snapshot, then settles what a dead writer may have left behind. */
    void open() {
        resume();
        follow(Mark::durable);
        try {
            locked(OPENING_PATIENCE, this::settle);
        } catch (IOException | RuntimeException | Error e) {
            failure(e); // when another process holds the lock, it settles the end
        }
    }

    /** See {@link Chain#unverified}. After {@link #open}. */
    Position unverified() {
        return chain.unverified();
    }

    private void resume() {
        try {
            Mark found = mark.read();
            if (found != null) {
                saved.resume(found.durable());
            }
        } catch (IOException e) {
            failure(e); // following will meet it again
        }
    }

    /** When nobody waits. */
    void saveIfDue() {
        if (damage == null) {
            saved.saveIfDue(known.durable());
        }
    }

    private void settle() throws IOException {
        if (chain.remains(Long.MAX_VALUE)) {
            appender.leaveBehind(chain);
        }
        acknowledge();
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
            if (!locked(patience, () -> appendAll(batches, answers))) {
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

    private void appendAll(List<Pending> batches, List<Runnable> answers) throws IOException {
        directory.requireThere();
        room = directory.freeBytes() - options.freeFloorBytes();
        for (Pending pending : batches) {
            answers.add(admit(pending));
        }
        acknowledge();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Follows to the very end and does the work, alone among all processes; false when they do not let it. */
    private boolean locked(Duration patience, Work work) throws IOException {
        try (FileLock held = lock.acquire(patience)) {
            if (held == null) {
                return false;
            }
            if (damage != null) {
                throw damage.again();
            }
            try {
                catchUp();
                work.run();
            } catch (FlushFailed e) {
                flushFailed(e); // while the lock is still held
                throw e;
            }
            return true;
        }
    }

    private void catchUp() throws IOException {
        Mark found = mark.read();
        if (found == null && directory.listGenerations().isEmpty()) {
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

    /** The answer to one batch, to be given after the flush. */
    private Runnable admit(Pending pending) throws IOException {
        AppendResult refusal = admission.refusal(pending.batch, pending.condition);
        if (refusal != null) {
            return () -> pending.complete(refusal);
        }
        try {
            List<StoredEvent> events = stamp(pending.batch);
            Frame.Encoded frame = Frame.encode(chain.hash(), events, options.salts());
            requireSpace(frame.bytes().limit());
            FailPoint.BEFORE_WRITE.pass();
            appender.append(chain, events, frame);
            FailPoint.AFTER_WRITE.pass();
            AppendResult appended =
                    new AppendResult.Appended(
                            events.getFirst().position(), events.getLast().position());
            return () -> pending.complete(appended);
        } catch (Frame.TooLarge e) {
            return () ->
                    pending.fail(
                            new LogException(Kind.TOO_LARGE, String.valueOf(e.getMessage()), e));
        } catch (LogException e) {
            return () -> pending.fail(e);
        }
    }

    private List<StoredEvent> stamp(List<Event> batch) {
        StoredEvent last = chain.lastEvent();
        Instant now =
                Batches.transactionTime(
                        options.clock(), last == null ? Instant.EPOCH : last.recordedAt());
        Map<String, Long> versions = new HashMap<>();
        List<StoredEvent> events = new ArrayList<>(batch.size());
        for (Event event : batch) {
            Position position = chain.lastPosition().plus(events.size() + 1L);
            long version =
                    versions.merge(
                            event.subject(),
                            admission.nextVersion(event),
                            (given, first) -> given + 1);
            events.add(new StoredEvent(event, position, version, now));
        }
        return events;
    }

    private void requireSpace(int frameBytes) {
        if (room < frameBytes) {
            throw new LogException(
                    Kind.STORAGE_FULL,
                    "the disk of "
                            + directory.path()
                            + " has "
                            + (room + options.freeFloorBytes())
                            + " bytes left and "
                            + options.freeFloorBytes()
                            + " are kept free; nothing was written. Free some space: appends go on without a restart");
        }
        room -= frameBytes;
    }

    private void acknowledge() throws IOException {
        Position last = chain.lastPosition();
        boolean commit = options.durability() == Durability.COMMIT;
        Mark next =
                new Mark(last, commit || known.durable().isAfter(last) ? last : known.durable());
        if (next.equals(known)) {
            announce();
            return;
        }
        if (commit) {
            force();
        } else {
            oldestUnforced = oldestUnforced == 0 ? System.nanoTime() : oldestUnforced;
        }
        write(next);
    }

    private void force() throws FlushFailed {
        appender.force(chain);
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
    boolean dirty() {
        return oldestUnforced != 0;
    }

    void flushIfDue(long millis) {
        if (dirty() && System.nanoTime() - oldestUnforced >= millis * 1_000_000) {
            flush();
        }
    }

    private void flush() {
        try {
            boolean flushed =
                    locked(
                            options.lockPatience(),
                            () -> {
                                force();
                                write(new Mark(chain.lastPosition(), chain.lastPosition()));
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

    /** A reader of this process came upon damage: appending behind it would be acknowledging what nobody can read. */
    @Override
    public void report(LogException failure) {
        if (failure.kind() == Kind.CORRUPT && damage == null) {
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
        if (dirty()) {
            flush();
        }
        LogFailures.quietly(appender, chain, mark, lock);
    }
}
