package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.Damage;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import dev.everlog.eventlog.tail.FrameWalk.Found;
import dev.everlog.eventlog.tail.FrameWalk.Place;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a log as one verified chain, from the first to the last this process has seen. Confined to one thread at a time;
 * the index may be read by any.
 */
final class Chain implements AutoCloseable {
    /** Raised by salvage and restore, so that a frame of an older copy cannot slip in. */
    static final long EPOCH = 1;

    private final FrameWalk walk;
    private final Archive archive;
    private final FrameIndex index = new FrameIndex();
    private final Consumer<StoredEvent> sink;
    private long last;
    private long unverified;
    private Hash hash = Hash.GENESIS;
    private @Nullable StoredEvent lastEvent;
    private long bytes;

    /** @param sink is handed every event, once, in order */
    Chain(Engine engine, LogDirectory directory, Archive archive, Consumer<StoredEvent> sink) {
        this.walk = new FrameWalk(engine, directory);
        this.archive = archive;
        this.sink = sink;
    }

    /** Follows the frames that others appended, which must be there through the given position. */
    void follow(Position acknowledged) throws IOException {
        if (last < acknowledged.value()) {
            walk.refresh();
            if (last == 0) {
                archive.refresh(); // what is sealed later has been followed before
            }
        }
        while (last < acknowledged.value()) {
            boolean hot = walk.holds(last + 1) && !isSealed(last + 1);
            if (hot || !takeSealed()) {
                followOne();
            }
        }
    }

    /**
     * Whether the archive had it when it was last looked at. Then hot files are not asked: a crash may have brought back
     * one that was void, and not the one behind it which made it so.
     */
    private boolean isSealed(long position) {
        return position <= archive.end().position().value();
    }

    private void followOne() throws IOException {
        try {
            accept(walk.next(last + 1, true));
        } catch (LogException e) {
            if (!takeSealed()) { // else it went to the archive in this moment
                throw e;
            }
        }
    }

    /** Takes from the archive what is not yet taken; false when it has nothing new. */
    private boolean takeSealed() throws IOException {
        Archive.End end = archive.refresh();
        try (Archive.Source<WholeFrame> sealed =
                archive.frames(new Archive.End(lastPosition(), hash))) {
            do {
                WholeFrame frame = sealed.next();
                if (frame == null) {
                    return false;
                }
                take(frame);
            } while (last < end.position().value());
        }
        walk.refresh();
        walk.continueAt(last + 1); // segments end where generations end
        return true;
    }

    /**
     * Follows whole frames that were written and perhaps never acknowledged, to the newest generation, which a writer
     * may have begun and died before using. Under the write lock only.
     *
     * @throws LogException {@code CORRUPT} when that begins later than the log ends, or there is none behind an archive
     */
    void followUnacknowledged() throws IOException {
        walk.refresh();
        if (walk.newest() == 0) {
            requireNothingSealed();
        }
        if (!walk.holds(last + 1) || isSealed(last + 1)) {
            takeSealed();
        }
        followWhole();
        if (walk.newest() > last + 1 && takeSealed()) { // a crash may bring back what was trimmed
            followWhole();
        }
        if (walk.newest() > last + 1) {
            throw new LogException(
                    Kind.CORRUPT,
                    "the log ends at "
                            + lastPosition()
                            + " and its newest generation begins at "
                            + new Position(walk.newest())
                            + ": what is between is missing");
        }
    }

    private void followWhole() throws IOException {
        Found found = walk.next(last + 1, false);
        while (found != null && found.decoded().previous().equals(hash)) {
            accept(found);
            found = walk.next(last + 1, false);
        }
    }

    /**
     * The newest generation never goes to the archive. To be asked when there is none.
     *
     * @throws LogException {@code CORRUPT} when the archive holds something
     */
    void requireNothingSealed() throws IOException {
        Position sealed = archive.refresh().position();
        if (sealed.isAfter(Position.NONE)) {
            throw new LogException(
                    Kind.CORRUPT,
                    "the archive goes through "
                            + sealed
                            + " and there are no files of newer events: what came behind it is missing");
        }
    }

    /**
     * Stands where the index ends, without reading all before it: only the newest generation, which is verified, for
     * that is where appends go. Older frames are verified when they are read, and so is the archive.
     *
     * @param bytes of all frames of the index
     * @return false, and nothing has happened, if the index is not of this log
     */
    boolean resume(Anchor end, long bytes) throws IOException {
        walk.refresh();
        Position sealed = archive.refresh().position();
        boolean stands =
                archive.isThere()
                        && (end.position().isAfter(sealed)
                                ? index.goesOnBehind(sealed)
                                        && walk.hasAll(index.generationsBehind(sealed))
                                        && verifyNewest(end)
                                : verifySealed(end));
        if (!stands) {
            walk.close();
            return false;
        }
        this.bytes = bytes;
        return true;
    }

    private boolean verifySealed(Anchor end) throws IOException {
        Hash found = archive.hash(end.position());
        if (!end.hash().equals(found.toString())) {
            return false;
        }
        try (Archive.Source<List<StoredEvent>> sealed =
                archive.read(new Position(end.position().value() - 1))) {
            lastEvent = Objects.requireNonNull(sealed.next()).getFirst();
        }
        last = end.position().value();
        unverified = last;
        hash = found;
        return true;
    }

    /** The last event that was taken from a snapshot without verifying its frame. */
    Position unverified() {
        return new Position(unverified);
    }

    private boolean verifyNewest(Anchor end) throws IOException {
        Generation newest = index.newest();
        FrameIndex.Row row = index.beginningOfLast();
        walk.seek(row.place());
        Found found = walk.next(row.firstPosition(), false);
        while (found != null && found.decoded().last() < end.position().value()) {
            Found next = walk.next(found.decoded().last() + 1, false);
            found =
                    next == null || !next.decoded().previous().equals(found.frame().hash())
                            ? null
                            : next;
        }
        if (found == null
                || !found.place().generation().equals(newest)
                || found.decoded().epoch() != EPOCH
                || !end.equals(
                        new Anchor(
                                new Position(found.decoded().last()),
                                found.frame().hash().toString()))) {
            return false;
        }
        unverified = row.firstPosition() - 1;
        last = found.decoded().last();
        hash = found.frame().hash();
        lastEvent = found.frame().events().getLast();
        return true;
    }

    private void accept(@Nullable Found found) throws IOException {
        if (found == null) {
            throw new IllegalStateException("an acknowledged frame is found or reported");
        }
        if (!found.decoded().previous().equals(hash) || found.decoded().epoch() != EPOCH) {
            throw new LogException(
                    walk.nextPlace(last + 1),
                    "the frame of "
                            + lastPosition().plus(1)
                            + " in generation "
                            + found.place().generation().name()
                            + " is whole but does not follow the frame before it; is it from another"
                            + " copy of the log?");
        }
        take(found.frame().events(), found.frame().hash(), found.place(), found.frame().length());
    }

    /** Takes a frame that this process has just appended. */
    void took(List<StoredEvent> events, Hash frameHash, Place place, int length)
            throws IOException {
        walk.seek(new Place(place.generation(), place.offset() + length));
        take(events, frameHash, place, length);
    }

    private void take(WholeFrame sealed) {
        for (WholeFrame.Linked event : sealed.events()) {
            lastEvent = event.stored();
            sink.accept(lastEvent);
        }
        last = sealed.last();
        hash = sealed.hash();
    }

    private void take(List<StoredEvent> events, Hash frameHash, Place place, int length) {
        index.add(last + 1, place);
        events.forEach(sink);
        last += events.size();
        lastEvent = events.getLast();
        hash = frameHash;
        bytes += length;
    }

    /** Whether anything was left within so many bytes behind the last frame that is no whole frame: nothing is put there. */
    boolean remains(long bytes) throws IOException {
        return walk.remains(bytes);
    }

    /** Whether nobody has begun anything behind the last frame, nor another generation. */
    boolean isAtEnd() throws IOException {
        walk.refresh();
        return walk.isInNewest() && !walk.remains(Integer.BYTES);
    }

    /** Where the next frame will stand, for messages. */
    Damage nextPlace() {
        return walk.nextPlace(last + 1);
    }

    List<Damage> leftBehind() {
        return walk.leftBehind();
    }

    /** The next frames go to a fresh generation. */
    void moved(Place start) throws IOException {
        walk.seek(start);
    }

    Place end() {
        return walk.here();
    }

    Position lastPosition() {
        return new Position(last);
    }

    @Nullable StoredEvent lastEvent() {
        return lastEvent;
    }

    Hash hash() {
        return hash;
    }

    FrameIndex index() {
        return index;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }
}
