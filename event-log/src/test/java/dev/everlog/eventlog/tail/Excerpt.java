package dev.everlog.eventlog.tail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A frame as Chronicle puts it into its file: first with a header that says "not complete", which is then replaced. */
record Excerpt(ByteBuffer frame) {
    static final int HEADER = 4;
    private static final int NOT_COMPLETE = 0x8000_0000;

    int length() {
        return HEADER + frame.remaining();
    }

    ByteBuffer incomplete() {
        ByteBuffer bytes = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putInt(frame.remaining() | NOT_COMPLETE).put(frame.duplicate()).flip();
    }

    ByteBuffer header() {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(frame.remaining())
                .flip();
    }
}
