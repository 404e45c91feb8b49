package dev.everlog.eventlog.chronicle;

import dev.everlog.eventlog.tail.FailPoint;
import dev.everlog.eventlog.tail.FrameStore;
import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Appends frames as excerpts of a Chronicle queue that never rolls, and forces them through a channel of our own:
 * Chronicle's {@code sync} is asynchronous and only logs what went wrong. Its write lock never decides, because the
 * holder of the process lock is alone here. Confined to the commit thread.
 */
final class ChronicleStore implements FrameStore {
    /** Chronicle takes excerpts up to a quarter of it: 4 MiB. */
    private static final int BLOCK_BYTES = 16 << 20;

    /** A lock left by a dead writer is taken over after this; nobody alive can hold it. */
    private static final int STALE_LOCK_MILLIS = 50;

    private final Path directory;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private @Nullable FileChannel channel;

    ChronicleStore(Path directory) throws IOException {
        this.directory = directory;
        PrivateFiles.makeDirectory(directory);
        queue =
                SingleChronicleQueueBuilder.single(directory.toFile())
                        .rollCycle(LegacyRollCycles.MINUTELY)
                        .timeProvider(() -> 0L)
                        .blockSize(BLOCK_BYTES)
                        .timeoutMS(STALE_LOCK_MILLIS)
                        .build();
        appender = queue.createAppender();
    }

    @Override
    public void append(ByteBuffer frame) throws IOException {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        int half = bytes.length / 2;
        try (DocumentContext excerpt = appender.writingDocument()) {
            try {
                excerpt.wire().bytes().write(bytes, 0, half);
                FailPoint.HALF_FRAME.pass();
                excerpt.wire().bytes().write(bytes, half, bytes.length - half);
            } catch (RuntimeException | Error e) {
                excerpt.rollbackOnClose(); // else closing would publish half a frame
                throw e;
            }
        } catch (RuntimeException | AssertionError e) { // its own records may be damaged
            throw new IOException("Chronicle could not append: " + e.getMessage(), e);
        }
    }

    @Override
    public void force() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path file = ExcerptReader.excerptFile(directory);
            if (file == null) {
                return; // nothing was appended yet
            }
            PrivateFiles.protect(directory); // Chronicle makes its files with the default mode
            open = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = open;
            open.force(true);
            PrivateFiles.forceDirectory(directory);
        } else {
            open.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        queue.close();
        if (channel != null) {
            channel.close();
        }
    }
}
