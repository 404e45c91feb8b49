package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.CommitMark.Mark;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log as it stood when it was opened, for whoever only reads it: nothing is made, locked or written, so read permission
 * is enough. Others may append meanwhile. Thread-safe.
 */
public final class FrozenTail implements Tail {
    private final LogDirectory directory;
    private final Archive archive;
    private final IdleWalks walks;
    private final Chain chain;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Position end;
    private final DurableCursor.Damages damages;

    private FrozenTail(LogDirectory directory, Engine engine, Archive archive) throws IOException {
        this.directory = directory;
        this.archive = archive;
        this.walks = new IdleWalks(engine, directory);
        this.chain = new Chain(engine, directory, archive, event -> {});
        this.damages = new Known(follow());
        this.end = chain.lastPosition();
    }

    /**
     * Opens the log in the directory and verifies all of it.
     *
     * @throws LogException {@code UNUSABLE} when no log is there, {@code NEWER_FORMAT}, {@code IO}; damage does not
     *     throw: what is before it can be read
     */
    public static FrozenTail open(Path directory, Engine engine, Archive.Format format) {
        try {
            LogDirectory existing = LogDirectory.existing(directory);
            return new FrozenTail(existing, engine, format.in(existing.archive()));
        } catch (IOException e) {
            throw LogFailures.of(e);
        }
    }

    /** Reads on to what was acknowledged. @return the damage that stopped it, or null */
    private @Nullable LogException follow() throws IOException {
        try {
            Mark mark = CommitMark.in(directory.markFile());
            if (mark == null) {
                chain.followUnacknowledged();
            } else {
                chain.follow(mark.readable());
            }
            return null;
        } catch (LogException e) {
            return e;
        }
    }

    private record Known(@Nullable LogException found) implements DurableCursor.Damages {
        @Override
        public void report(LogException failure) {
            // nothing is appended here
        }
    }

    @Override
    public AppendResult append(List<Event> batch, AppendCondition condition) {
        throw new LogException(Kind.UNUSABLE, directory.path() + " was opened for reading only");
    }

    @Override
    public DurableCursor read(Position after) {
        return new DurableCursor(walks, chain.index(), archive, after, this::end, damages);
    }

    @Override
    public Anchor anchor(Position position) {
        return DurableCursor.anchor(position, this::read);
    }

    @Override
    public Position end() {
        return end;
    }

    /** There will be none. */
    @Override
    public Position awaitAfter(Position position, Duration timeout) throws InterruptedException {
        if (!end.isAfter(position)) {
            var _ = closed.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        return end;
    }

    @Override
    public LogSize size() {
        return directory.size();
    }

    @Override
    public TailStatus status() {
        LogException damage = damages.found();
        return new TailStatus(
                end,
                end,
                Durability.COMMIT,
                chain.bytes(),
                directory.freeBytes(),
                damage == null ? null : damage.getMessage(),
                null,
                null);
    }

    @Override
    public void close() {
        closed.countDown();
        walks.close();
        LogFailures.quietly(chain);
        archive.close();
    }
}
