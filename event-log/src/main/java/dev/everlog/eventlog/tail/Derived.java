package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Position;
import java.io.IOException;
import java.util.function.Supplier;

/** What others have made of a log and keep on disk. */
@FunctionalInterface
public interface Derived {
    /**
     * Takes everything away that was made before a position, for events before it have just been erased. On return no
     * process can bring it back, and no power cut. May be called again for what is gone.
     *
     * @param left walks over what is in the log now
     */
    void forget(Position before, Supplier<EventCursor> left) throws IOException;
}
