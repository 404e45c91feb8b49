package dev.everlog.eventlog.chronicle;

import dev.everlog.eventlog.tail.FrameStore;
import dev.everlog.eventlog.tail.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens generations as Chronicle queues. Thread-safe. */
public final class ChronicleEngine implements FrameStore.Engine {
    @Override
    public FrameStore writer(Path generation) throws IOException {
        return new ChronicleStore(generation);
    }

    @Override
    public void force(Path generation) throws IOException {
        Path file = ExcerptReader.excerptFile(generation);
        if (file != null) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            PrivateFiles.forceDirectory(generation);
        }
    }

    @Override
    public FrameStore.FrameReader reader(Path generation) {
        return new ExcerptReader(generation);
    }
}
