package dev.everlog.server;

import java.time.Duration;

/**
 * Notices that the process that started this one is gone, which the end of input does not tell when somebody else still
 * holds the pipe open.
 */
final class ClientWatch {
    /** Between two looks: leaves most of the second within which a server without client has to end. */
    private static final Duration INTERVAL = Duration.ofMillis(200);

    /** Set by the launcher, for a client that dies before there is anybody to watch it. */
    private static final String CLIENT = "everlog.client";

    /** Where the parent cannot be seen. */
    private static final long NOBODY = 0;

    private ClientWatch() {}

    /** Runs {@code gone} once on a thread of its own. A process without a visible parent is not watched. */
    static void start(Runnable gone) {
        long client = Long.getLong(CLIENT, parent());
        if (client != NOBODY) {
            Thread.ofVirtual()
                    .name("client-watch")
                    .start(() -> {
                        if (outlives(client)) {
                            gone.run();
                        }
                    });
        }
    }

    private static boolean outlives(long client) {
        try {
            while (parent() == client && ProcessHandle.of(client).isPresent()) {
                Thread.sleep(INTERVAL);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The operating system gives an orphan another parent, or none. */
    private static long parent() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(NOBODY);
    }
}
