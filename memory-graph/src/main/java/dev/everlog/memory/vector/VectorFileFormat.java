package dev.everlog.memory.vector;

import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import dev.everlog.memory.vector.VectorFileException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The bytes of a vector file. Big endian, but for the components. All records have one length, so the next is always
/// found, whatever happened to one.
///
/// ```
/// header, 96 bytes                              record, 24 + 4 * dimensions bytes
///  0  8  magic "EVLGVEC" 00                      0  4  magic "VECR"
///  8  4  format version, 1                       4 16  key: SHA-256 of the text, first 16 bytes
/// 12  4  dimensions                             20  n  components, float32, little endian
/// 16  4  bytes of the name                    20+n  4  CRC32C over all before
/// 20 72  name of the model, then zeros
/// 92  4  CRC32C over all before
/// ```
///
/// @param name of the model
/// @param dimensions of each vector
record VectorFileFormat(String name, int dimensions) {

    static final int HEADER_BYTES = 96;
    static final int VERSION = 1;

    private static final long MAGIC = 0x45564C47_56454300L;
    private static final int RECORD_MAGIC = 0x56454352;
    private static final int NAME_BYTES = 72;

    static VectorFileFormat of(EmbeddingModel model) {
        return new VectorFileFormat(model.name(), model.dimensions());
    }

    /// As a header says it.
    ///
    /// @throws VectorFileException if it is none
    static VectorFileFormat in(byte[] bytes, Path file) {
        ByteBuffer header = ByteBuffer.wrap(bytes, Long.BYTES + Integer.BYTES, 2 * Integer.BYTES);
        int dimensions = header.getInt();
        int length = Math.clamp(header.getInt(), 0, NAME_BYTES);
        String name =
                new String(bytes, Long.BYTES + 3 * Integer.BYTES, length, StandardCharsets.UTF_8);
        VectorFileFormat format = new VectorFileFormat(name, dimensions);
        format.check(bytes, file);
        return format;
    }

    /// A record that was read whole.
    record Entry(TextKey key, Vector vector) {}

    int recordBytes() {
        return Integer.BYTES + TextKey.BYTES + dimensions * Float.BYTES + Integer.BYTES;
    }

    byte[] header() {
        byte[] sealed = new byte[HEADER_BYTES];
        ByteBuffer header = ByteBuffer.wrap(sealed);
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        header.putLong(MAGIC).putInt(VERSION).putInt(dimensions).putInt(bytes.length);
        header.put(Arrays.copyOf(bytes, NAME_BYTES));
        return seal(sealed);
    }

    /// Says what is wrong with a header, if anything is.
    void check(byte[] bytes, Path file) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (header.getLong() != MAGIC) {
            throw new VectorFileException(
                    Kind.NOT_A_VECTOR_FILE, file + " is not a vector file; move it away");
        }
        int version = header.getInt();
        if (version > VERSION) {
            throw new VectorFileException(
                    Kind.NEWER_FORMAT,
                    file
                            + " has format "
                            + version
                            + ", this release reads up to "
                            + VERSION
                            + "; update Everlog");
        }
        if (!isSealed(bytes)) {
            throw new VectorFileException(
                    Kind.NOT_A_VECTOR_FILE,
                    file + " has a damaged header; delete it, vectors are computed again");
        }
        if (!Arrays.equals(bytes, header())) {
            throw new VectorFileException(
                    Kind.OTHER_MODEL,
                    file
                            + " holds vectors of "
                            + nameIn(header)
                            + ", wanted "
                            + name
                            + " ("
                            + dimensions
                            + ")");
        }
    }

    private static String nameIn(ByteBuffer header) {
        int dimensions = header.getInt();
        byte[] bytes = new byte[Math.clamp(header.getInt(), 0, NAME_BYTES)];
        header.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8) + " (" + dimensions + ")";
    }

    byte[] record(TextKey key, Vector vector) {
        byte[] sealed = new byte[recordBytes()];
        ByteBuffer record = ByteBuffer.wrap(sealed).putInt(RECORD_MAGIC);
        key.write(record);
        record.put(vector.toBytes());
        return seal(sealed);
    }

    /// Empty if the record is damaged.
    Optional<Entry> parse(byte[] bytes) {
        ByteBuffer record = ByteBuffer.wrap(bytes);
        if (record.getInt() != RECORD_MAGIC || !isSealed(bytes)) {
            return Optional.empty();
        }
        TextKey key = TextKey.read(record);
        byte[] components = new byte[dimensions * Float.BYTES];
        record.get(components);
        return Optional.of(new Entry(key, Vector.fromBytes(components)));
    }

    private static byte[] seal(byte[] bytes) {
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, crc(bytes));
        return bytes;
    }

    private static boolean isSealed(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES) == crc(bytes);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
