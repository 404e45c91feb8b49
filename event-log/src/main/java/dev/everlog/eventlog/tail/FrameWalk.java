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
import java.util.Collection;
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
     */
    record Found(Place place, Frame.Decoded decoded) {
        Frame frame() {
            return decoded.frame();
        }
    }

    /** Bytes of a frame that is kept: 32 MiB with all idle walks of a log. */
    private static final int MOST_KEPT = 4 << 20;

    private final Engine engine;
    private final LogDirectory directory;
    private @Nullable Frame kept;
    private @Nullable FrameReader reader;
    private final List<Damage> leftBehind = new ArrayList<>();
    private final GenerationList list;
    private NavigableSet<Generation> generations = Collections.emptyNavigableSet();
    private Generation generation = Generation.NONE;
    private long offset;

    FrameWalk(Engine engine, LogDirectory directory) {
        this.engine = engine;
        this.directory = directory;
        this.list = new GenerationList(directory);
    }

    /** Goes on with the frame that stands at this place, or will. */
    void seek(Place place) throws IOException {
        if (reader == null || !place.generation.equals(generation)) {
            open(place.generation);
        }
        offset = place.offset;
    }

    /**
     * The acknowledged frame that stands in a row of the index. One of several events is kept: who reads one of them
     * mostly reads those beside it next, each time by its position, and decoding a batch of 1,000 takes a millisecond.
     */
    Frame acknowledged(FrameIndex.Row row) throws IOException {
        Frame last = kept;
        if (last != null && last.events().getFirst().position().value() == row.firstPosition()) {
            return last;
        }
        seek(row.place());
        Frame frame = Objects.requireNonNull(next(row.firstPosition(), true)).frame();
        kept = frame.events().size() > 1 && frame.length() <= MOST_KEPT ? frame : null;
        return frame;
    }

    /** Learns what there is: before walking on to what was not acknowledged at the last time. */
    void refresh() throws IOException {
        generations = list.now();
        if (reader != null) {
            reader.forget();
        }
    }

    /** Whether these were all there at the last {@link #refresh}. */
    boolean hasAll(Collection<Generation> wanted) {
        return generations.containsAll(wanted);
    }

    /** Whether a generation was there at the last {@link #refresh} that may hold the position. */
    boolean holds(long position) {
        return generations.floor(Generation.lastFor(position)) != null;
    }

    /** Goes on at the beginning of the generation that begins with the position, or holds it. */
    void continueAt(long position) throws IOException {
        Generation holder = generations.floor(Generation.lastFor(position));
        if (holder != null) {
            open(holder);
        }
    }

    /** Whether it stands in the newest generation there was at the last {@link #refresh}. */
    boolean isInNewest() {
        return !generations.isEmpty() && generations.last().equals(generation);
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
        Found found = step(position);
        if (found == null && acknowledged) {
            refresh();
            enter(position);
            found = step(position);
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
        if (reader != null && reader.hasBytes(offset, Long.MAX_VALUE)) {
            leftBehind.add(nextPlace(holder.start()));
        }
        open(holder);
    }

    private void open(Generation wanted) throws IOException {
        close();
        reader = engine.reader(directory.generation(wanted));
        generation = wanted;
        offset = 0;
    }

    /** A generation that was begun after a failed flush begins with copies of frames that were read before. */
    private @Nullable Found step(long position) throws IOException {
        if (reader == null) {
            return null;
        }
        Frame.Decoded decoded = decode(reader, offset);
        while (decoded != null && decoded.last() < position) {
            offset += decoded.frame().length();
            decoded = decode(reader, offset);
        }
        if (decoded == null || decoded.first() != position) {
            return null;
        }
        Place place = new Place(generation, offset);
        offset += decoded.frame().length();
        return new Found(place, decoded);
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
        return reader != null && reader.hasBytes(offset, bytes);
    }

    private LogException damaged(long position) {
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
    Damage nextPlace(long position) {
        Path file = reader == null ? directory.path() : reader.file();
        return new Damage(file, offset, new Position(position));
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
