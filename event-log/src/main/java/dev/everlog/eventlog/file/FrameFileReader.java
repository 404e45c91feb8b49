package dev.everlog.eventlog.chronicle;

import dev.everlog.eventlog.tail.FrameStore;
import dev.everlog.eventlog.tail.FrameStore.FrameReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the excerpts of a Chronicle file with plain reads. Each excerpt stands at a multiple of four behind a
 * little-endian header: bit 31 "not complete", bit 30 "Chronicle's own", 30 bits of length; zero means that nothing is
 * there yet. Chronicle's index is not used, so damage to it cannot mislead a reader.
 */
final class ExcerptReader implements FrameReader {
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int OWN = 0x4000_0000;
    private static final int LENGTH = 0x3FFF_FFFF;
    private static final int HEADER = 4;

    /** Bytes read at once: few at first, for who wants a single frame, more with every read that goes on from there. */
    private static final int SMALLEST_WINDOW = 1 << 12;

    private static final int LARGEST_WINDOW = 1 << 16;
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 20).asReadOnlyBuffer();

    private final Path directory;
    private @Nullable FileChannel channel;
    private @Nullable Path file;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;
    private int ahead = SMALLEST_WINDOW;

    ExcerptReader(Path directory) {
        this.directory = directory;
    }

    /** Chronicle's one file of excerpts in the directory, or null. */
    static @Nullable Path excerptFile(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return null;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(each -> each.getFileName().toString().endsWith(".cq4"))
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }
    }

    @Override
    public long next(long offset) throws IOException {
        long at = skipOwn(offset, false);
        if (at == NONE) {
            forget(); // it may be stale
            at = skipOwn(offset, false);
        }
        return at;
    }

    private void forget() {
        window.limit(0);
        ahead = SMALLEST_WINDOW;
    }

    /** Offset behind the header of the next frame, or with {@code blank} of the next header that is none of ours. */
    private long skipOwn(long offset, boolean blank) throws IOException {
        long at = (offset + 3) & ~3L;
        while (true) {
            int header = header(at);
            boolean own = (header & NOT_COMPLETE) == 0 && (header & OWN) != 0;
            if (!own) {
                return blank ? at : frameBehind(at, header);
            }
            at = (at + HEADER + (header & LENGTH) + 3) & ~3L;
        }
    }

    private long frameBehind(long at, int header) throws IOException {
        if (header == 0 || (header & NOT_COMPLETE) != 0) {
            return NONE;
        }
        ByteBuffer frame = bytes(at + HEADER, FrameStore.LENGTH_AT + 4);
        boolean ours =
                frame.remaining() == FrameStore.LENGTH_AT + 4
                        && frame.getInt(0) == FrameStore.MAGIC
                        && frame.getInt(FrameStore.LENGTH_AT) == header;
        return ours ? at + HEADER : NONE;
    }

    private int header(long at) throws IOException {
        ByteBuffer bytes = bytes(at, HEADER);
        return bytes.remaining() < HEADER ? 0 : bytes.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
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
    public long expected(long offset) throws IOException {
        return skipOwn(offset, true);
    }

    @Override
    public long written(long offset, long bytes) throws IOException {
        forget();
        long at = expected(offset);
        FileChannel open = open();
        long size = open == null ? 0 : open.size();
        long through = bytes >= size - at ? size : at + bytes;
        while (at < through) {
            ByteBuffer step = ByteBuffer.allocate((int) Math.min(ZEROS.capacity(), through - at));
            int read = open == null ? -1 : open.read(step, at);
            if (read <= 0) {
                return NONE;
            }
            int difference = step.flip().mismatch(ZEROS.slice(0, read));
            if (difference >= 0) {
                return at + difference;
            }
            at += read;
        }
        return NONE;
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
        FileChannel open = open();
        window =
                window.capacity() >= length
                        ? window.clear().limit(length)
                        : ByteBuffer.allocate(length);
        windowStart = offset;
        while (open != null
                && window.hasRemaining()
                && open.read(window, offset + window.position()) > 0) {
            // until full or at the end
        }
        window.flip();
    }

    private @Nullable FileChannel open() throws IOException {
        if (channel == null) {
            file = excerptFile(directory);
            channel = file == null ? null : FileChannel.open(file, StandardOpenOption.READ);
        }
        return channel;
    }

    @Override
    public Path file() {
        return file == null ? directory : file;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
