package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.CommitMark.Mark;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import dev.everlog.eventlog.tail.FrameStore.FrameReader;
import dev.everlog.eventlog.tail.FrameWalk.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames into the newest generation; begins a new one when the old is full or has a torn end. Never writes behind
 * damage. Confined to one thread at a time, under the process lock.
 */
final class Appender implements AutoCloseable {
    private final LogDirectory directory;
    private final Engine engine;
    private final TailOptions options;
    private long room; // bytes that may still be written
    private @Nullable FrameStore store;
    private Generation generation = Generation.NONE;

    Appender(LogDirectory directory, Engine engine, TailOptions options) {
        this.directory = directory;
        this.engine = engine;
        this.options = options;
    }

    /** Asks how much the disk has left, for all that follows. */
    void measureRoom() {
        room = directory.freeBytes() - options.freeFloorBytes();
    }

    /** Appends a frame; on return the chain has taken it. */
    void append(Chain chain, List<StoredEvent> events, Frame.Encoded frame) throws IOException {
        requireRoom(frame.bytes().limit());
        if (needsGeneration(chain)) {
            leaveBehind(chain);
        }
        Place end = chain.end();
        open(end.generation()).write(frame.bytes().duplicate(), end.offset());
        chain.took(events, frame.hash(), end, frame.bytes().limit());
    }

    /**
     * Appends a frame with a single write, if that is all there is to do: no growing file, no new generation.
     *
     * @param durable whether it is on stable storage on return
     * @return false when there is more to do, and nothing has happened
     * @throws FlushFailed if it should be durable and nobody knows whether it is
     */
    boolean appendAlone(Chain chain, List<StoredEvent> events, Frame.Encoded frame, boolean durable)
            throws IOException {
        Place end = chain.end();
        int length = frame.bytes().limit();
        FrameStore current = store;
        if (current == null
                || needsGeneration(chain)
                || !generation.equals(end.generation())
                || !current.canWriteAlone(end.offset() + length)) {
            return false;
        }
        FailPoint.BEFORE_WRITE.pass();
        if (durable) {
            writeThrough(current, frame, end.offset());
        } else {
            current.write(frame.bytes().duplicate(), end.offset());
        }
        chain.took(events, frame.hash(), end, length);
        return true;
    }

    private static void writeThrough(FrameStore store, Frame.Encoded frame, long offset)
            throws FlushFailed {
        try {
            store.writeThrough(frame.bytes().duplicate(), offset);
        } catch (IOException e) {
            throw new FlushFailed(e);
        }
    }

    private boolean needsGeneration(Chain chain) {
        return chain.end().generation().equals(Generation.NONE)
                || chain.end().offset() > options.generationBytes();
    }

    private void requireRoom(int frameBytes) {
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

    void force(Chain chain) throws FlushFailed {
        Generation written = chain.end().generation();
        try {
            if (!written.equals(Generation.NONE)) {
                open(written).force();
            }
        } catch (IOException e) {
            throw new FlushFailed(e);
        }
    }

    private FrameStore open(Generation wanted) throws IOException {
        FrameStore current = store;
        if (current == null || !generation.equals(wanted)) {
            close();
            current = engine.writer(directory.generation(wanted));
            store = current;
            generation = wanted;
        }
        return current;
    }

    /** Begins a new generation at the next position; what stands behind the end of the old one is ignored for ever. */
    void leaveBehind(Chain chain) throws IOException {
        force(chain);
        chain.moved(new Place(begin(chain.lastPosition().plus(1)), 0));
    }

    /** Begins a new generation: what older ones hold from this position on is void, whole or not. */
    Generation begin(Position start) throws IOException {
        close();
        Generation fresh = directory.freshGeneration(start);
        PrivateFiles.makeFile(directory.generation(fresh));
        FailPoint.GENERATION_CHANGE.pass();
        return fresh;
    }

    /**
     * Begins a new generation after a failed flush. What was acknowledged with durability 'process' and waited for this
     * flush is written once more, to files that have not failed; under another name until it is flushed, so that a
     * process that dies here leaves the old frames in force. Only the newest generation can hold such frames: before
     * another was begun, everything was flushed.
     */
    void beginAfterFailedFlush(FrameIndex index, Mark mark) throws IOException {
        long newest = directory.listGenerations().last().start();
        Position start = new Position(Math.max(newest, mark.durable().value() + 1));
        if (start.isAfter(mark.readable())) {
            begin(start);
            return;
        }
        close();
        Path target = directory.generation(directory.freshGeneration(start));
        Path draft = target.resolveSibling(target.getFileName() + ".new-" + System.nanoTime());
        try (FrameStore copies = engine.writer(draft)) {
            long end = 0;
            for (Position next = start; !next.isAfter(mark.readable()); ) {
                Place place = Objects.requireNonNull(index.holding(next.value())).place();
                Frame.Decoded frame = copy(place, copies, end);
                end += frame.frame().length();
                next = new Position(frame.last() + 1);
            }
            copies.force();
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.forceDirectory(Objects.requireNonNull(target.getParent()));
    }

    private Frame.Decoded copy(Place place, FrameStore to, long offset) throws IOException {
        try (FrameReader from = engine.reader(directory.generation(place.generation()))) {
            Frame.Decoded frame = FrameWalk.decode(from, place.offset());
            if (frame == null) {
                throw new IOException("the frame at " + place + " cannot be read any more");
            }
            to.write(from.bytes(place.offset(), frame.frame().length()), offset);
            return frame;
        }
    }

    @Override
    public void close() throws IOException {
        LogFailures.quietly(store);
        store = null;
    }
}
