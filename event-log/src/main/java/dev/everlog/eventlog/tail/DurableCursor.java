package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what this process knows to be acknowledged. Opens no file before the first event is asked for. */
final class DurableCursor implements EventCursor {
    /** What is known of damage to the log, by whoever came upon it. Thread-safe. */
    interface Damages {
        @Nullable LogException found();

        /** Stops appends if this is damage. */
        void report(LogException failure);
    }

    private final IdleWalks walks;
    private @Nullable FrameWalk walk;
    private final FrameIndex index;
    private final Archive archive;
    private Archive.@Nullable Source<List<StoredEvent>> sealed;
    private final Supplier<Position> end;
    private final Damages damages;
    private long position;
    private List<StoredEvent> frame = List.of();
    private @Nullable Hash hash; // of that frame, null when it came from the archive

    DurableCursor(
            IdleWalks walks,
            FrameIndex index,
            Archive archive,
            Position after,
            Supplier<Position> end,
            Damages damages) {
        this.walks = walks;
        this.index = index;
        this.archive = archive;
        this.position = after.value();
        this.end = end;
        this.damages = damages;
    }

    /** See {@link Tail#anchor}. */
    static Anchor anchor(Position position, Function<Position, DurableCursor> read) {
        try (DurableCursor cursor = read.apply(new Position(position.value() - 1))) {
            Objects.requireNonNull(cursor.next(), "the log ends before");
            return new Anchor(position, cursor.hash(position).toString());
        } catch (IOException e) {
            throw LogFailures.of(e);
        }
    }

    @Override
    public @Nullable StoredEvent next() {
        if (frame.isEmpty() || frame.getLast().position().value() <= position) {
            if (position >= end.get().value()) {
                LogException broken = damages.found();
                if (broken != null
                        && broken.kind() != LogException.Kind.IO) { // that stops appends only
                    throw broken.again();
                }
                return null;
            }
            frame = nextFrame();
        }
        int at = Math.toIntExact(position + 1 - frame.getFirst().position().value());
        position++;
        return frame.get(at);
    }

    /** Of the frame that holds the event which was the last to be given. */
    private Hash hash(Position given) throws IOException {
        return hash == null ? archive.hash(given) : hash;
    }

    private List<StoredEvent> nextFrame() {
        try {
            return position < archive.end().position().value() ? nextSealed() : nextHot();
        } catch (LogException e) {
            giveUp();
            damages.report(e);
            throw e;
        } catch (IOException e) {
            giveUp();
            throw LogFailures.of(e);
        }
    }

    private List<StoredEvent> nextHot() throws IOException {
        FrameIndex.Row row = Objects.requireNonNull(index.holding(position + 1));
        FrameWalk open = walk == null ? walks.take() : walk;
        walk = open;
        try {
            Frame found = open.acknowledged(row);
            hash = found.hash();
            return found.events();
        } catch (LogException e) {
            if (position >= archive.refresh().position().value()) {
                throw e;
            }
            return nextSealed(); // it went there since the last look
        }
    }

    private List<StoredEvent> nextSealed() throws IOException {
        hash = null;
        if (sealed == null) {
            sealed = archive.read(new Position(position));
        }
        List<StoredEvent> some = sealed.next();
        if (some == null) { // more was sealed meanwhile
            sealed.close();
            sealed = archive.read(new Position(position));
            some = Objects.requireNonNull(sealed.next());
        }
        return some;
    }

    private void giveUp() {
        LogFailures.quietly(walk, sealed);
        walk = null;
        sealed = null;
    }

    @Override
    public void close() {
        FrameWalk open = walk;
        if (open != null) {
            walks.giveBack(open);
        }
        LogFailures.quietly(sealed);
        walk = null;
        sealed = null;
    }
}
