package dev.everlog.eventlog.file;

import dev.everlog.eventlog.tail.FrameStore;
import java.io.IOException;
import java.nio.file.Path;

/** Keeps each generation in one file: frame behind frame, then zeros. Thread-safe. */
public final class FileEngine implements FrameStore.Engine {
    @Override
    public FrameStore writer(Path generation) throws IOException {
        return new FileStore(generation);
    }

    @Override
    public FrameStore.FrameReader reader(Path generation) {
        return new FrameFileReader(generation);
    }
}
