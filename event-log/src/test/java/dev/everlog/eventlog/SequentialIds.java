package dev.everlog.eventlog;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count from 1. Thread-safe. */
public final class SequentialIds implements Ids {
    private final AtomicLong last = new AtomicLong();

    @Override
    public UUID next() {
        return new UUID(0x7000L, 0x8000_0000_0000_0000L | last.incrementAndGet());
    }
}
