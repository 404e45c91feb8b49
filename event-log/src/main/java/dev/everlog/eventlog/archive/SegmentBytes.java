package dev.everlog.eventlog.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The bytes of a segment, of its own opening: an interrupt closes a file for all who share it. Confined. */
final class SegmentBytes implements AutoCloseable {
    private final Path path;
    private final @Nullable CheckedBlocks checked;
    private final FileChannel file;
    private final long size;

    private SegmentBytes(Path path, @Nullable CheckedBlocks checked) throws IOException {
        this.path = path;
        this.checked = checked;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
        this.size = file.size();
    }

    /** As they are. */
    static SegmentBytes of(Path file) throws IOException {
        return new SegmentBytes(file, null);
    }

    /** As they were sealed, else not at all. */
    static SegmentBytes of(Path file, CheckedBlocks checked) throws IOException {
        return new SegmentBytes(file, checked);
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /**
     * A new array of so many bytes.
     *
     * @throws IOException also when they are not within the file: whoever asks may have read a damaged number
     */
    byte[] read(long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset + length > size) {
            throw new EOFException(path + " has no " + length + " bytes at " + offset);
        }
        if (checked != null) {
            checked.require(path, file, offset, length);
        }
        return read(file, offset, length);
    }

    static byte[] read(FileChannel file, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("a segment ends before " + (offset + length));
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
