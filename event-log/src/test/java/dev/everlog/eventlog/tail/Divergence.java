package dev.everlog.eventlog.tail;

import java.util.function.Supplier;

/** The log is not what it must be. */
final class Divergence extends AssertionError {
    private static final long serialVersionUID = 1L;

    Divergence(String message) {
        super(message);
    }

    Divergence(String message, Throwable cause) {
        super(message, cause);
    }

    static void unless(boolean holds, Supplier<String> message) {
        if (!holds) {
            throw new Divergence(message.get());
        }
    }
}
