package dev.everlog.eventlog.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Text as bytes, for strings that {@link dev.everlog.eventlog.Event} has found encodable. */
final class Utf8 {
    private Utf8() {}

    static byte[] encode(String text) {
        return text.getBytes(UTF_8);
    }

    /**
     * The text in the next bytes of a buffer; without a copy of them if it has an array.
     *
     * @throws BufferUnderflowException if there are fewer
     */
    static String decode(ByteBuffer in, int bytes) {
        if (bytes > in.remaining()) {
            throw new BufferUnderflowException();
        }
        int from = in.position();
        if (in.hasArray()) {
            in.position(from + bytes);
            return new String(in.array(), in.arrayOffset() + from, bytes, UTF_8);
        }
        byte[] copy = new byte[bytes];
        in.get(copy);
        return new String(copy, UTF_8);
    }
}
