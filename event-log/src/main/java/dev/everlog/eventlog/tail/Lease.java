package dev.everlog.eventlog.tail;

/** Work on a log that one process does for all, as long as it lives; the next one takes it over. */
public enum Lease {
    /** Moves finished generations into the archive, and erases. */
    SEALING,
    /** Makes vectors of texts. */
    EMBEDDING
}
