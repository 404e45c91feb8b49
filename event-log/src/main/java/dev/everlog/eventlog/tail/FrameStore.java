package dev.everlog.eventlog.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Where the frames of one generation are put. The seam below the tail: the engine and the fault doubles of the tests
 * implement it. Confined to whoever has the tail's turn to write.
 */
public interface FrameStore extends AutoCloseable {
    /** The first four bytes of every frame, big-endian. */
    int MAGIC = 0x45564C47;

    /** Puts one frame there, all of its remaining bytes; on return it is in the page cache. */
    void write(ByteBuffer frame, long offset) throws IOException;

    /** Whether one frame could be put up to this offset by {@link #write} or {@link #writeThrough} in an interruptible thread. */
    boolean canWriteAlone(long end);

    /**
     * Puts one frame there; on return it is on stable storage, of what was there before nothing is said. After an
     * exception it is uncertain.
     */
    void writeThrough(ByteBuffer frame, long offset) throws IOException;

    /** Returns when everything that any process has written there is on stable storage; throws if that is uncertain. */
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /** Opens stores and readers of generations, each a file. Thread-safe. */
    interface Engine {
        /** Opens the file for writing, and makes it if it is not there. */
        FrameStore writer(Path generation) throws IOException;

        /** Opens the file for reading; it may not be there yet. */
        FrameReader reader(Path generation);
    }

    /** Finds and reads frames without trusting anything but the frames. Confined to one thread. */
    interface FrameReader extends AutoCloseable {
        /** The answer when nothing more is there. */
        long NONE = -1;

        /** Forgets what was read ahead: others may have written since. */
        void forget();

        /** Offset of the next magic bytes at or behind the offset, at any place a frame can stand, or {@link #NONE}. */
        long scan(long offset) throws IOException;

        /** Whether anything but zeros stands within so many bytes behind the offset. */
        boolean hasBytes(long offset, long length) throws IOException;

        /** The bytes there, fewer at the end of the file; valid until the next call. */
        ByteBuffer bytes(long offset, int length) throws IOException;

        /** For messages. */
        Path file();

        @Override
        void close() throws IOException;
    }
}
