package dev.everlog.eventlog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves when it is told to. Thread-safe. */
public final class TestClock implements InstantSource {
    private Instant now;

    public TestClock(Instant start) {
        now = start;
    }

    /** Starts at noon of an ordinary day. */
    public static TestClock atNoon() {
        return new TestClock(Instant.parse("2026-03-14T12:00:00Z"));
    }

    public synchronized void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
