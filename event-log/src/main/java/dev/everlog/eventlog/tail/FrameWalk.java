package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Damage;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import dev.everlog.eventlog.tail.FrameStore.FrameReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Walks the frames of all generations in order of position, and checks each. Confined to one thread. */
final class FrameWalk implements AutoCloseable {
    /**
     * A place where a frame stands.
     *
     * @param offset of its first byte
     */
    record Place(Generation generation, long offset) {}

    /**
     * A frame and where it was.
     *
     * @param displaced it is whole, but the structure of the file around it is not
     */
    record Found(Place place, Frame.Decoded decoded, boolean displaced) {
        Frame frame() {
            return decoded.frame();
        }
    }

    private final Engine engine;
    private final LogDirectory directory;
    private @Nullable FrameReader reader;
    private final List<Damage> leftBehind = new ArrayList<>();
    private NavigableSet<Generation> generations = Collections.emptyNavigableSet();
    private Generation generation = Generation.NONE;
    private long offset;
    private boolean atFrame;

    FrameWalk(Engine engine, LogDirectory directory) {
        this.engine = engine;
        this.directory = directory;
    }

    /** Goes on with the frame that stands at this place. */
    void seek(Place frame) throws IOException {
        continueBehind(frame);
        atFrame = true;
    }

    /** Goes on with what stands behind this place. */
    void continueBehind(Place place) throws IOException {
        if (reader == null || !place.generation.equals(generation)) {
            open(place.generation);
        }
        offset = place.offset;
        atFrame = false;
    }

    /** Learns which generations there are: before walking on to what was not acknowledged at the last time. */
    void refresh() throws IOException {
        generations = directory.listGenerations();
    }

    /** First position of the newest generation there was at the last {@link #refresh}, 0 if there was none. */
    long newest() {
        return generations.isEmpty() ? 0 : generations.last().start();
    }

    /**
     * The frame whose first event has the position.
     *
     * @param acknowledged whether it must be there; if not, anything but a whole frame means "nothing yet"
     * @throws LogException {@code CORRUPT} when an acknowledged frame is damaged or missing
     */
    @Nullable Found next(long position, boolean acknowledged) throws IOException {
        enter(position);
        Found found = step(position, false);
        if (found == null && acknowledged) {
            refresh();
            enter(position);
            reopen();
            found = step(position, false);
            found = found == null ? step(position, true) : found;
            if (found == null) {
                throw damaged(position);
            }
        }
        return found;
    }

    /** Goes to the generation that holds the position: what an earlier one has of it was never acknowledged. */
    private void enter(long position) throws IOException {
        Generation holder = generations.floor(Generation.lastFor(position));
        if (holder == null || (reader != null && holder.compareTo(generation) <= 0)) {
            return;
        }
        if (reader != null && reader.written(offset, Long.MAX_VALUE) != FrameReader.NONE) {
            leftBehind.add(nextPlace(holder.start()));
        }
        open(holder);
    }

    /** What was read ahead may be older than the frame. */
    private void reopen() throws IOException {
        long kept = offset;
        boolean keptAtFrame = atFrame;
        open(generation);
        offset = kept;
        atFrame = keptAtFrame;
    }

    private void open(Generation wanted) throws IOException {
        close();
        reader = engine.reader(directory.generation(wanted));
        generation = wanted;
        offset = 0;
        atFrame = false;
    }

    /** One frame on, by the file's structure or, searching, by the looks of frames alone. */
    private @Nullable Found step(long position, boolean searching) throws IOException {
        if (reader == null) {
            return null;
        }
        long at = searching ? reader.scan(offset) : atFrame ? offset : reader.next(offset);
        while (at != FrameReader.NONE) {
            Frame.Decoded decoded = decode(reader, at);
            if (decoded != null && decoded.first() == position) {
                offset = at + decoded.frame().length();
                atFrame = false;
                return new Found(new Place(generation, at), decoded, searching);
            }
            at = searching ? reader.scan(at + 4) : behindCopy(at, decoded, position);
        }
        return null;
    }

    /** A generation that was begun after a failed flush begins with copies of frames that were read before. */
    private long behindCopy(long at, Frame.@Nullable Decoded decoded, long position)
            throws IOException {
        if (decoded == null || decoded.last() >= position || atFrame) {
            return FrameReader.NONE;
        }
        offset = at + decoded.frame().length();
        return Objects.requireNonNull(reader).next(offset);
    }

    static Frame.@Nullable Decoded decode(FrameReader reader, long at) throws IOException {
        int length = Frame.claimedLength(reader.bytes(at, Frame.HEADER));
        if (length < 0) {
            return null;
        }
        ByteBuffer bytes = reader.bytes(at, length);
        try {
            return bytes.remaining() == length ? Frame.decode(bytes) : null;
        } catch (DamagedFrame e) {
            return null;
        }
    }

    /** Offset behind the last frame found, in the generation it stands in. */
    Place here() {
        return new Place(generation, offset);
    }

    /** Whether something was left within so many bytes behind the last frame that is no whole frame. */
    boolean remains(long bytes) throws IOException {
        return reader != null && reader.written(offset, bytes) != FrameReader.NONE;
    }

    private LogException damaged(long position) throws IOException {
        Damage place = nextPlace(position);
        return new LogException(
                place,
                "the frame of "
                        + place.position()
                        + " was acknowledged and is damaged or missing: "
                        + place.file()
                        + " behind offset "
                        + place.offset()
                        + ". What is before it can be read; appends have stopped");
    }

    /** Where the frame of the position should stand, for messages. */
    Damage nextPlace(long position) throws IOException {
        Path file = reader == null ? directory.path() : reader.file();
        long at = reader == null || atFrame ? offset : reader.expected(offset);
        return new Damage(file, at, new Position(position));
    }

    /** Torn writes at the ends of generations that were followed by others. */
    List<Damage> leftBehind() {
        return List.copyOf(leftBehind);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
