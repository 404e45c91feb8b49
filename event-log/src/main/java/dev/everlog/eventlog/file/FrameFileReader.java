package dev.everlog.eventlog.file;

import dev.everlog.eventlog.tail.FrameStore;
import dev.everlog.eventlog.tail.FrameStore.FrameReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads frames with plain reads through a window. Bears interrupts, which would close a channel. */
final class FrameFileReader implements FrameReader {
    /** Bytes read at once: few at first, for who wants a single frame, more with every read that goes on from there. */
    private static final int SMALLEST_WINDOW = 1 << 12;

    private static final int LARGEST_WINDOW = 1 << 16;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 20).asReadOnlyBuffer();

    private final Path file;
    private @Nullable RandomAccessFile opened;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;
    private int ahead = SMALLEST_WINDOW;

    FrameFileReader(Path file) {
        this.file = file;
    }

    @Override
    public void forget() {
        window.limit(0);
        ahead = SMALLEST_WINDOW;
    }

    @Override
    public long scan(long offset) throws IOException {
        for (long at = (offset + 3) & ~3L; ; at = windowStart + (window.limit() & ~3)) {
            fill(at, ZEROS.capacity());
            if (window.limit() < Integer.BYTES) {
                return NONE;
            }
            for (int i = 0; i + Integer.BYTES <= window.limit(); i += Integer.BYTES) {
                if (window.getInt(i) == FrameStore.MAGIC) {
                    return at + i;
                }
            }
        }
    }

    @Override
    public boolean hasBytes(long offset, long length) throws IOException {
        RandomAccessFile open = open();
        for (long left = length, at = offset; left > 0; ) {
            ByteBuffer step = ByteBuffer.allocate((int) Math.min(ZEROS.capacity(), left));
            int read = read(open, step, at);
            if (read <= 0) {
                return false;
            }
            if (!step.flip().equals(ZEROS.slice(0, read))) {
                return true;
            }
            at += read;
            left -= read;
        }
        return false;
    }

    @Override
    public ByteBuffer bytes(long offset, int length) throws IOException {
        if (offset < windowStart || offset + length > windowStart + window.limit()) {
            boolean on = offset >= windowStart && offset <= windowStart + window.limit();
            ahead = on ? Math.min(2 * ahead, LARGEST_WINDOW) : SMALLEST_WINDOW;
            fill(offset, Math.max(length, ahead));
        }
        int from = (int) (offset - windowStart);
        return window.slice(from, Math.max(0, Math.min(length, window.limit() - from)));
    }

    private void fill(long offset, int length) throws IOException {
        RandomAccessFile open = open();
        window =
                window.capacity() >= length
                        ? window.clear().limit(length)
                        : ByteBuffer.allocate(length);
        windowStart = offset;
        while (window.hasRemaining() && read(open, window, offset + window.position()) > 0) {
            // until full or at the end
        }
        window.flip();
    }

    private static int read(@Nullable RandomAccessFile from, ByteBuffer to, long offset)
            throws IOException {
        if (from == null) {
            return -1;
        }
        from.seek(offset);
        int read = from.read(to.array(), to.arrayOffset() + to.position(), to.remaining());
        to.position(to.position() + Math.max(0, read));
        return read;
    }

    /** Null while there is no such file: not yet, or no more since its events went to the archive; who needs it says so. */
    private @Nullable RandomAccessFile open() throws IOException {
        if (opened == null && Files.exists(file)) {
            try {
                opened = new RandomAccessFile(file.toFile(), "r");
            } catch (FileNotFoundException e) {
                if (Files.exists(file)) {
                    throw e; // it may not be read
                }
            }
        }
        return opened;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }
}
