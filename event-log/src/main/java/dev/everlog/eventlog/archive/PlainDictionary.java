package dev.everlog.eventlog.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.io.api.Binary;

/**
 * The values of a dictionary page, each decoded when it is asked for: the library's own makes an object of every one of
 * some 10,000 before the first can be read. Immutable.
 */
final class PlainDictionary extends Dictionary {
    private final ByteBuffer bytes;
    private final int[] offsets; // where each value begins, and the last ends

    private PlainDictionary(ByteBuffer bytes, int[] offsets) {
        super(Encoding.PLAIN);
        this.bytes = bytes;
        this.offsets = offsets;
    }

    /** Of whole numbers of 64 bits. */
    static PlainDictionary ofNumbers(ByteBuffer page, int count) {
        int[] offsets = new int[count(page, count) + 1];
        for (int i = 0; i <= count; i++) {
            offsets[i] = i * Long.BYTES;
        }
        return new PlainDictionary(littleEndian(page), offsets);
    }

    /** Of byte strings, each behind its length. */
    static PlainDictionary ofBytes(ByteBuffer page, int count) {
        ByteBuffer bytes = littleEndian(page);
        int[] offsets = new int[count(page, count) + 1];
        for (int i = 0; i < count; i++) {
            offsets[i + 1] = offsets[i] + Integer.BYTES + bytes.getInt(offsets[i]);
        }
        return new PlainDictionary(bytes, offsets);
    }

    /** A damaged number must not fill the heap. */
    private static int count(ByteBuffer page, int count) {
        if (count < 0 || count > page.capacity() / Integer.BYTES) {
            throw new IllegalArgumentException(count + " values in " + page.capacity() + " bytes");
        }
        return count;
    }

    private static ByteBuffer littleEndian(ByteBuffer page) {
        return page.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What it takes of the heap, about. */
    int bytes() {
        return bytes.capacity() + offsets.length * Integer.BYTES;
    }

    @Override
    public int getMaxId() {
        return offsets.length - 2;
    }

    @Override
    public long decodeToLong(int id) {
        return bytes.getLong(offsets[id]);
    }

    @Override
    public Binary decodeToBinary(int id) {
        int from = offsets[id] + Integer.BYTES;
        return Binary.fromConstantByteArray(
                bytes.array(), bytes.arrayOffset() + from, offsets[id + 1] - from);
    }
}
