package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cold part of a log: finished generations in another form, from the first event on. What is sealed never changes,
 * but for data that are erased.
 * Thread-safe; what {@link #read} and {@link #frames} give is confined.
 */
public interface Archive extends AutoCloseable {
    /** Opens the archive in a directory, which may not exist yet. Reads nothing. */
    @FunctionalInterface
    interface Format {
        Archive in(Path directory);
    }

    /** Learns what other processes have sealed. Cost: one small file. */
    End refresh() throws IOException;

    /** As far as this process knows. Costs nothing. */
    End end();

    /**
     * What was sealed.
     *
     * @param position the last
     * @param hash of the frame that ends there
     */
    record End(Position position, Hash hash) {
        /** Nothing. */
        public static final End NONE = new End(Position.NONE, Hash.GENESIS);
    }

    /**
     * Walks the events after the position, some at a time and never over an {@link End}.
     *
     * @throws LogException from the source, {@code CORRUPT} when a file is not what was sealed, before anything of it is
     *     handed out
     */
    Source<List<StoredEvent>> read(Position after);

    /**
     * As {@link #read}, in whole frames, of which each is proved to follow the one before it.
     *
     * @param behind where a frame ends
     */
    Source<WholeFrame> frames(End behind);

    /**
     * Hash of the frame that holds the position. Cost: a few pages.
     *
     * @param position from 1 to the end
     * @throws LogException {@code CORRUPT} when the file is not what was sealed
     */
    Hash hash(Position position) throws IOException;

    /**
     * Reads the files that hold any position from the first through the last, unless this process has before.
     *
     * @throws LogException {@code CORRUPT} when one is not what was sealed
     */
    void check(long first, long last) throws IOException;

    /** Whether the files of all that is sealed are there. Cost: a look at each, and none is read. */
    boolean isThere();

    /** Hands over, in order, the frames that can still be proved, each once, in files that may be damaged. */
    void salvage(Consumer<WholeFrame> sink) throws IOException;

    /** The files it is made of, as far as this process knows, with names as they are in the log. */
    List<LogImage.Part> image() throws IOException;

    /**
     * Seals the frames behind the end, so that they survive a power cut. Under the lease for it only.
     *
     * @throws LogException {@code CORRUPT} when a frame is not what follows here; then nothing has changed
     */
    void seal(Source<WholeFrame> frames) throws IOException;

    /**
     * Takes data and salts of events away from every file of the archive, which the file system may not bring back
     * either. Others read on meanwhile. What was erased before is erased again without harm. Under the lease only.
     *
     * @param erased all of them sealed
     * @throws LogException {@code CORRUPT} when a file that holds one is not what was sealed; then nothing has changed
     */
    Rewritten erase(Positions erased) throws IOException;

    /**
     * What erasing came to.
     *
     * @param segments that hold erased events
     * @param before where the chain stood at the end of the last of them, as it was sealed
     * @param after where it stands, computed again over what is there now; the same
     */
    record Rewritten(int segments, End before, End after) {}

    @Override
    void close();

    /** Gives one after the other, then null. Confined to one thread. */
    interface Source<T> extends AutoCloseable {
        @Nullable T next() throws IOException;

        @Override
        void close() throws IOException;
    }
}
