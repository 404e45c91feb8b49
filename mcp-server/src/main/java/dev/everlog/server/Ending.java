package dev.everlog.server;

import java.time.Duration;

/**
 * How the process ends within a second of its client, whatever still runs: the log is made for being killed, a client
 * that waits for its server to go is not.
 */
final class Ending {
    /** For the answers in flight when input ends. */
    static final Duration DRAIN = Duration.ofMillis(500);

    /** For closing the log and the indexes in good order, which saves the next start some work. */
    static final Duration CLOSE = Duration.ofMillis(250);

    private Ending() {}

    /** Closes if that is quick, and ends the process in any case. Does not return. */
    static void now(Runnable close) {
        var closing = Thread.ofPlatform().daemon().name("closing").start(close);
        try {
            closing.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
