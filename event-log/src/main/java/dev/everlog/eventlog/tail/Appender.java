package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
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
 * Puts frames into the newest generation and looks whether they can be read there; begins a new one when the old is
 * full or not to be trusted. Never writes behind damage. Confined to the commit thread, under the process lock.
 */
final class Appender implements AutoCloseable {
    private final LogDirectory directory;
    private final Engine engine;
    private final long generationBytes;
    private @Nullable FrameStore store;
    private @Nullable FrameReader reader;
    private long generation;

    Appender(LogDirectory directory, Engine engine, long generationBytes) {
        this.directory = directory;
        this.engine = engine;
        this.generationBytes = generationBytes;
    }

    /** Appends a frame; on return the chain has taken it and it was read back. */
    void append(Chain chain, List<StoredEvent> events, Frame.Encoded frame) throws IOException {
        if (chain.end().generation() == 0 || chain.end().offset() > generationBytes) {
            leaveBehind(chain);
        }
        Place place;
        try {
            place = put(chain, frame);
        } catch (IOException | RuntimeException e) {
            // The engine's own records may be damaged; a fresh generation does not depend on them.
            leaveBehind(chain);
            place = put(chain, frame);
        }
        chain.took(events, frame.hash(), place, frame.bytes().limit());
    }

    private Place put(Chain chain, Frame.Encoded frame) throws IOException {
        Place end = chain.end();
        open(end.generation()).append(frame.bytes().duplicate());
        FrameReader check = Objects.requireNonNull(reader);
        long at = check.next(end.offset());
        int length = frame.bytes().limit();
        if (at == FrameReader.NONE || !check.bytes(at, length).equals(frame.bytes())) {
            throw new IOException(
                    "the frame just written to "
                            + check.file()
                            + " cannot be read back behind offset "
                            + end.offset());
        }
        return new Place(generation, at);
    }

    void force(Chain chain) throws IOException {
        long wanted = chain.end().generation();
        if (store != null && generation == wanted) {
            store.force();
        } else if (wanted != 0) {
            engine.force(directory.generation(wanted));
        }
    }

    private FrameStore open(long wanted) throws IOException {
        FrameStore current = store;
        if (current == null || generation != wanted) {
            close();
            current = engine.writer(directory.generation(wanted));
            store = current;
            reader = engine.reader(directory.generation(wanted));
            generation = wanted;
        }
        return current;
    }

    /** Begins a new generation at the next position; what stands behind the end of the old one is ignored for ever. */
    void leaveBehind(Chain chain) throws IOException {
        force(chain);
        Position next = chain.lastPosition().plus(1);
        begin(next);
        chain.moved(new Place(next.value(), 0));
    }

    /** Begins a new generation: what older ones hold from this position on is void, whole or not. */
    void begin(Position start) throws IOException {
        close();
        Path fresh = directory.generation(start.value());
        if (Files.exists(fresh)) {
            Path aside = fresh.resolveSibling(fresh.getFileName() + ".left-" + System.nanoTime());
            Files.move(fresh, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        PrivateFiles.makeDirectory(fresh);
    }

    @Override
    public void close() throws IOException {
        LogFailures.quietly(store, reader);
        store = null;
        reader = null;
    }
}
