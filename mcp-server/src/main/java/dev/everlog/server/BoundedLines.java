package dev.everlog.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Splits a byte stream at newlines and never holds more than a limit of it. A line that is longer is read past and
 * reported by its size and outline, so that the next line is read as if nothing had happened. Not thread-safe: one reader.
 */
final class BoundedLines {
    /** What the stream had next. */
    sealed interface Line {
        /** A whole line without its line break, the reader's own; the last one may have been ended by the end of input. */
        record Bytes(ByteBuffer bytes) implements Line {}

        /** A line over the limit, skipped up to its line break; the outline is the reader's own. */
        record TooLong(long size, Outline outline) implements Line {}

        /** Nothing more will come. */
        record End() implements Line {}
    }

    private static final int CHUNK_BYTES = 64 << 10;

    private final InputStream input;
    private final int maxBytes;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int next;
    private int filled;

    /** @param maxBytes of one line without its line break */
    BoundedLines(InputStream input, int maxBytes) {
        this.input = input;
        this.maxBytes = maxBytes;
    }

    /** Blocks until a line is complete. */
    Line next() throws IOException {
        var line = new ByteArrayOutputStream();
        var outline = new Outline();
        long size = 0;
        while (fill()) {
            int end = lineBreak();
            size += end - next;
            line.write(chunk, next, end - next);
            if (size > maxBytes) {
                line.writeTo(outline);
                line = new ByteArrayOutputStream();
            }
            next = Math.min(end + 1, filled);
            if (end < filled) {
                return complete(line, outline, size);
            }
        }
        return size == 0 ? new Line.End() : complete(line, outline, size);
    }

    private Line complete(ByteArrayOutputStream kept, Outline outline, long size) {
        if (size > maxBytes) {
            return new Line.TooLong(size, outline);
        }
        byte[] line = kept.toByteArray();
        boolean carriageReturn = line.length > 0 && line[line.length - 1] == '\r';
        return new Line.Bytes(
                ByteBuffer.wrap(line, 0, carriageReturn ? line.length - 1 : line.length));
    }

    private boolean fill() throws IOException {
        if (next < filled) {
            return true;
        }
        next = 0;
        filled = Math.max(0, input.read(chunk));
        return filled > 0;
    }

    private int lineBreak() {
        int at = next;
        while (at < filled && chunk[at] != '\n') {
            at++;
        }
        return at;
    }
}
