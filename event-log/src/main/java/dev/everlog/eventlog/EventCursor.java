package dev.everlog.eventlog;

import org.jspecify.annotations.Nullable;

/** A walk through the log in order of position. Confined to one thread. */
public interface EventCursor extends AutoCloseable {
    /**
     * The next event, or null when the end as of now is reached; a later call may then find more.
     *
     * @throws LogException {@code CORRUPT} at the first damaged frame, with file, offset and position
     */
    @Nullable StoredEvent next();

    @Override
    void close();
}
