package dev.everlog.eventlog.file;

import dev.everlog.eventlog.tail.FailPoint;
import dev.everlog.eventlog.tail.FrameStore;
import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes frames where zeros are. The zeros are written ahead in large steps, so that most flushes take a single page to
 * the disk and not the length of the file and its list of blocks as well. Confined to the commit thread.
 */
final class FileStore implements FrameStore {
    /** Room for some thousand frames: a longer file is flushed once for them all. */
    private static final int AHEAD = 1 << 20;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(AHEAD).asReadOnlyBuffer();

    private final Path file;
    private final FileChannel channel;
    private long size;
    private boolean listed; // its directory entry is on disk

    FileStore(Path file) throws IOException {
        this.file = file;
        this.channel =
                FileChannel.open(
                        file,
                        PrivateFiles.with(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        PrivateFiles.mode(file));
    }

    @Override
    public void write(ByteBuffer frame, long offset) throws IOException {
        makeRoom(offset + frame.remaining());
        long start = offset - frame.position();
        if (FailPoint.HALF_FRAME.isArmed()) {
            int end = frame.limit();
            put(frame.limit(frame.position() + frame.remaining() / 2), start);
            FailPoint.HALF_FRAME.pass();
            frame.limit(end);
        }
        put(frame, start);
    }

    /** Other processes may have made the file longer. */
    private void makeRoom(long through) throws IOException {
        if (through <= size) {
            return;
        }
        size = channel.size();
        while (size < through) {
            size += channel.write(ZEROS.duplicate(), size);
        }
    }

    private void put(ByteBuffer bytes, long start) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes, start + bytes.position());
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(!listed);
        if (!listed) {
            PrivateFiles.forceDirectory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            listed = true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
