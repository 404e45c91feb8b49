package dev.everlog.eventlog.file;

import dev.everlog.eventlog.tail.FailPoint;
import dev.everlog.eventlog.tail.FrameStore;
import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames where zeros are. The zeros are written ahead in large steps, so that most flushes take a single page to
 * the disk and not the length of the file and its list of blocks as well. Only {@link #force} is harmed by an
 * interrupt.
 */
final class FileStore implements FrameStore {
    /** Room for some thousand frames: a longer file is flushed once for them all. */
    private static final int AHEAD = 1 << 20;

    private static final byte[] ZEROS = new byte[AHEAD];

    /** Elsewhere O_DSYNC means less than a flush does: not that the disk has emptied its cache. */
    private static final boolean DSYNC_IS_A_FLUSH =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

    private final Path path;
    private final RandomAccessFile file;
    private @Nullable RandomAccessFile through; // the same file, opened with O_DSYNC
    private long size;
    private boolean listed; // its directory entry is on disk

    FileStore(Path path) throws IOException {
        this.path = path;
        this.file = PrivateFiles.open(path);
    }

    @Override
    public void write(ByteBuffer frame, long offset) throws IOException {
        makeRoom(offset + frame.remaining());
        put(frame, file, offset);
    }

    @Override
    public boolean canWriteAlone(long end) {
        return DSYNC_IS_A_FLUSH && listed && end <= size;
    }

    @Override
    public void writeThrough(ByteBuffer frame, long offset) throws IOException {
        if (through == null) {
            through = new RandomAccessFile(path.toFile(), "rwd");
        }
        put(frame, through, offset);
    }

    private static void put(ByteBuffer frame, RandomAccessFile to, long offset) throws IOException {
        int start = frame.arrayOffset() + frame.position();
        int length = frame.remaining();
        to.seek(offset);
        if (FailPoint.HALF_FRAME.isArmed()) {
            to.write(frame.array(), start, length / 2);
            FailPoint.HALF_FRAME.pass();
            to.seek(offset);
        }
        to.write(frame.array(), start, length);
    }

    /** Other processes may have made the file longer. */
    private void makeRoom(long end) throws IOException {
        if (end <= size) {
            return;
        }
        size = file.length();
        while (size < end) {
            file.seek(size);
            file.write(ZEROS);
            size += AHEAD;
        }
    }

    @Override
    public void force() throws IOException {
        file.getChannel().force(!listed);
        if (!listed) {
            PrivateFiles.forceDirectory(Objects.requireNonNull(path.toAbsolutePath().getParent()));
            listed = true;
        }
    }

    @Override
    public void close() throws IOException {
        try (RandomAccessFile _ = through) {
            file.close();
        }
    }
}
