package dev.everlog.server;

import dev.everlog.eventlog.Position;

/** Tells on stderr how far a long command has come. Confined to one thread. */
final class Progress {
    private static final long EVERY = 10_000;

    private final String done;
    private Position position = Position.NONE;

    /** @param done for instance {@code exported} */
    Progress(String done) {
        this.done = done;
    }

    void to(Position reached) {
        position = reached;
        if (reached.value() % EVERY == 0) {
            end();
        }
    }

    void end() {
        System.err.println("everlog: " + done + " through " + position);
    }
}
