package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Position;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The position up to which frames are acknowledged, in a small file of its own. It is written after the flush and
 * before the answer, so a frame at or before the mark was promised to somebody, and a broken one behind it was not.
 * Writing it also wakes the other processes. Only the first one is forced: after a power cut the mark may be too low,
 * never too high for what was forced, and never missing.
 *
 * <pre>
 *  0  magic "EVLM"                    4
 *  4  readable through this position  8
 * 12  on stable storage through       8
 * 20  CRC32C of bytes 0 to 20         4
 * </pre>
 *
 * Confined to one thread at a time, which may be interrupted.
 */
final class CommitMark implements AutoCloseable {
    private static final int MAGIC = 0x45564C4D;
    private static final int SIZE = 24;
    private static final int READ_ATTEMPTS = 5;

    /**
     * What the file says.
     *
     * @param readable acknowledged under its policy
     * @param durable acknowledged and forced
     */
    record Mark(Position readable, Position durable) {}

    private final RandomAccessFile file;

    private CommitMark(RandomAccessFile file) {
        this.file = file;
    }

    CommitMark(Path file) throws IOException {
        this(PrivateFiles.open(file));
    }

    /** For those who must not change anything. */
    static CommitMark forReading(Path file) throws IOException {
        return new CommitMark(new RandomAccessFile(file.toFile(), "r"));
    }

    /** What a file says now; null when it is missing, too short or damaged. */
    static @Nullable Mark in(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try (CommitMark mark = forReading(file)) {
            return mark.read();
        }
    }

    static ByteBuffer encode(Mark mark) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putInt(MAGIC).putLong(mark.readable().value()).putLong(mark.durable().value());
        return bytes.putInt(crc(bytes)).flip();
    }

    void write(Mark mark) throws IOException {
        file.seek(0);
        file.write(encode(mark).array());
    }

    /** Before the first frame: what is torn behind a mark was promised to nobody, without one nobody can tell. */
    Mark begin(Path directory) throws IOException {
        Mark none = new Mark(Position.NONE, Position.NONE);
        write(none);
        file.getFD().sync();
        PrivateFiles.forceDirectory(directory);
        return none;
    }

    /** Null when the file is missing, too short or damaged. */
    @Nullable Mark read() throws IOException {
        for (int attempt = 0;
                attempt < READ_ATTEMPTS;
                attempt++) { // a reader may meet a writer half-way
            ByteBuffer bytes = ByteBuffer.allocate(SIZE);
            file.seek(0);
            if (file.read(bytes.array()) == SIZE
                    && bytes.getInt(0) == MAGIC
                    && bytes.getInt(SIZE - 4) == crc(bytes)
                    && bytes.getLong(4) >= bytes.getLong(12)
                    && bytes.getLong(12) >= 0) {
                return new Mark(new Position(bytes.getLong(4)), new Position(bytes.getLong(12)));
            }
            Thread.onSpinWait();
        }
        return null;
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, SIZE - 4));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
