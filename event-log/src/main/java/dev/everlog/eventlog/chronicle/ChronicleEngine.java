package dev.everlog.eventlog.chronicle;

import dev.everlog.eventlog.tail.FrameStore;
import java.io.IOException;
import java.nio.file.Path;

/** Opens generations as Chronicle queues. Thread-safe. */
public final class ChronicleEngine implements FrameStore.Engine {
    @Override
    public FrameStore writer(Path generation) throws IOException {
        return new ChronicleStore(generation);
    }

    @Override
    public FrameStore.FrameReader reader(Path generation) {
        return new ExcerptReader(generation);
    }
}
