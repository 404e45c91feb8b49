package dev.everlog.eventlog.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** The generations of a log, listed only when their directory has changed: every commit asks. Confined to one thread. */
final class GenerationList {
    /** The clock that stamps directories moves in steps of up to 10 ms: within a step a second change is not seen. */
    private static final Duration STEP = Duration.ofMillis(20);

    private final LogDirectory directory;
    private @Nullable Instant changed; // null while it may still change without a new stamp
    private NavigableSet<Generation> generations = Collections.emptyNavigableSet();

    GenerationList(LogDirectory directory) {
        this.directory = directory;
    }

    NavigableSet<Generation> now() throws IOException {
        try {
            Instant stamp = directory.generationsChanged();
            if (!stamp.equals(changed)) {
                changed = stamp.plus(STEP).isBefore(Instant.now()) ? stamp : null;
                generations = directory.listGenerations();
            }
        } catch (NoSuchFileException e) {
            generations = Collections.emptyNavigableSet();
        }
        return generations;
    }
}
