package dev.everlog.memory;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads events at ascending positions: over short gaps by reading on, over long ones by beginning anew. Confined. */
final class LogWalk implements AutoCloseable {
    /** Events; reading one costs about a tenth of finding one. */
    private static final int LONG_GAP = 10;

    private final EventLog log;
    private @Nullable EventCursor cursor;
    private long at;

    LogWalk(EventLog log) {
        this.log = log;
    }

    /**
     * The event at a position.
     *
     * @param position after that of the call before, and in the log
     */
    StoredEvent event(long position) {
        EventCursor walk = cursor;
        if (walk == null || position - at > LONG_GAP) {
            close();
            walk = log.read(new Position(position - 1));
            cursor = walk;
            at = position - 1;
        }
        StoredEvent event = Objects.requireNonNull(walk.next());
        for (at++; at < position; at++) {
            event = Objects.requireNonNull(walk.next());
        }
        return event;
    }

    @Override
    public void close() {
        EventCursor open = cursor;
        if (open != null) {
            open.close();
        }
        cursor = null;
    }
}
