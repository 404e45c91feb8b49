package dev.everlog.eventlog.tail;

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
 * Puts frames into the newest generation; begins a new one when the old is full or has a torn end. Never writes behind damage. Confined to the commit thread, under the process lock.
 */
final class Appender implements AutoCloseable {
    private final LogDirectory directory;
    private final Engine engine;
    private final long generationBytes;
    private @Nullable FrameStore store;
    private Generation generation = Generation.NONE;

    Appender(LogDirectory directory, Engine engine, long generationBytes) {
        this.directory = directory;
        this.engine = engine;
        this.generationBytes = generationBytes;
    }

    /** Appends a frame; on return the chain has taken it. */
    void append(Chain chain, List<StoredEvent> events, Frame.Encoded frame) throws IOException {
        if (chain.end().generation().equals(Generation.NONE)
                || chain.end().offset() > generationBytes) {
            leaveBehind(chain);
        }
        Place end = chain.end();
        open(end.generation()).write(frame.bytes().duplicate(), end.offset());
        chain.took(events, frame.hash(), end, frame.bytes().limit());
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
