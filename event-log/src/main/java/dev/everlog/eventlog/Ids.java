package dev.everlog.eventlog;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Makes event ids. Injected, so that tests can count them. Implementations are thread-safe. */
@FunctionalInterface
public interface Ids {
    UUID next();

    /** Time-ordered, monotonic within this process (RFC 9562, version 7). */
    static Ids uuidV7() {
        return UuidCreator::getTimeOrderedEpochPlus1;
    }
}
