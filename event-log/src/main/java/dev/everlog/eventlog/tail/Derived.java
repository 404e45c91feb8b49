package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Position;
import java.io.IOException;

/** What others have made of a log and keep on disk. */
@FunctionalInterface
public interface Derived {
    /**
     * Takes everything away that was made before a position, for events before it have just been erased. On return no
     * process can bring it back, and no power cut. May be called again for what is gone.
     */
    void forget(Position before) throws IOException;
}
