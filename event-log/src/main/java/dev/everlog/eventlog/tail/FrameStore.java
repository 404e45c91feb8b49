package dev.everlog.eventlog.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Where the frames of one generation are put. The seam below the tail: engines and the fault doubles of the tests
 * implement it. Confined to the tail's commit thread.
 */
public interface FrameStore extends AutoCloseable {
    /** The first four bytes of every frame, big-endian. */
    int MAGIC = 0x45564C47;

    /** Where a frame tells its own length, as four bytes, big-endian. */
    int LENGTH_AT = 8;

    /** Puts one frame behind the last one; on return it is in the page cache. */
    void append(ByteBuffer frame) throws IOException;

    /** Returns when everything appended so far is on stable storage; throws if that is not certain. */
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /** Opens stores and readers of generations, each a directory of its own. Thread-safe. */
    interface Engine {
        /** Opens the directory for appending and makes what is missing in it, durably. */
        FrameStore writer(Path generation) throws IOException;

        /** As {@link FrameStore#force}, without opening the directory for appending. */
        void force(Path generation) throws IOException;

        /** Opens the directory for reading; its files may not be there yet. */
        FrameReader reader(Path generation);
    }

    /** Finds and reads frames without trusting anything but the frames. Confined to one thread. */
    interface FrameReader extends AutoCloseable {
        /** The answer when nothing more is there. */
        long NONE = -1;

        /**
         * Offset of the next frame at or behind the offset, following the structure of the file; {@link #NONE} when
         * what follows is blank, incomplete or not understood.
         */
        long next(long offset) throws IOException;

        /**
         * Offset at or behind which the next frame stands or will stand: behind what the engine keeps
         * there for itself.
         */
        long expected(long offset) throws IOException;

        /** As {@link #next}, by looking for the magic bytes at every place a frame can stand. */
        long scan(long offset) throws IOException;

        /**
         * Offset of the first byte that is not zero, within so many bytes behind the offset and apart from what the
         * engine keeps there for itself; {@link #NONE} when all is blank.
         */
        long written(long offset, long bytes) throws IOException;

        /** The bytes there, fewer at the end of the file; valid until the next call. */
        ByteBuffer bytes(long offset, int length) throws IOException;

        /** For messages. */
        Path file();

        @Override
        void close() throws IOException;
    }
}
