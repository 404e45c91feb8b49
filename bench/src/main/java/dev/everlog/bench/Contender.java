package dev.everlog.bench;

import java.io.IOException;

/** A way to write events. */
interface Contender {
    /** How many callers write at the same time. */
    int callers();

    /** How many events one call writes. */
    int eventsPerCall();

    /**
     * Returns when they are written, as durably as it is said. Called by several threads at a time, as many as there are
     * callers.
     *
     * @param caller from 0
     */
    void write(int caller) throws IOException;
}
