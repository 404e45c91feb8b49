package dev.everlog.eventlog.tail;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Places at which a test can end the process as if by {@code kill -9}: {@code -Deverlog.failpoint=AFTER_WRITE:3} halts
 * at the third pass. Refused without {@code -Deverlog.test=true}.
 */
enum FailPoint {
    BEFORE_WRITE,
    AFTER_WRITE,
    AFTER_FORCE;

    private static final String ARMED = System.getProperty("everlog.failpoint", "");

    static {
        if (!ARMED.isEmpty() && !Boolean.getBoolean("everlog.test")) {
            throw new IllegalStateException(
                    "everlog.failpoint is for tests only; set everlog.test=true as well");
        }
    }

    private static final AtomicInteger PASSES = new AtomicInteger();

    void pass() {
        if (ARMED.startsWith(name() + ":")
                && ARMED.equals(name() + ":" + PASSES.incrementAndGet())) {
            Runtime.getRuntime().halt(137);
        }
    }
}
