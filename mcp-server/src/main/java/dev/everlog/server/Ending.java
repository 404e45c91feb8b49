package dev.everlog.server;

import java.time.Duration;

/**
 * How the process ends: within a second of its client's death, whatever still runs, since the log is made for being
 * killed; and within a second of the end of input, as soon as what was asked before has been answered.
 */
final class Ending {
    /**
     * For the answers in flight when input ends while the client lives, which can still read them: enough for the first
     * opening of a large log. Where nothing runs, or the client dies meanwhile, nobody waits.
     */
    static final Duration DRAIN = Duration.ofSeconds(10);

    /** For closing the log and the indexes in good order and saving what is new, which saves the next start some work. */
    static final Duration CLOSE = Duration.ofMillis(250);

    private Ending() {}

    /** Closes if that is quick, and ends the process in any case. Does not return. */
    static void now(Runnable close, int exitCode) {
        briefly(close);
        Runtime.getRuntime().halt(exitCode);
    }

    /** Closes if that is quick when somebody asks the process to end, by SIGTERM or SIGINT. */
    static void atSignal(Runnable close) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("signal").unstarted(() -> briefly(close)));
    }

    private static void briefly(Runnable close) {
        var closing = Thread.ofPlatform().daemon().name("closing").start(close);
        try {
            closing.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
