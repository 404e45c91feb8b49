package dev.everlog.eventlog;

/** What has been erased since a log was opened. */
public enum ErasureState {
    /** Nothing. */
    NONE,
    /** Something soon will be: what was made of the log must not be saved now. */
    UNDER_WAY,
    /** Something was: what was made of the log since it was opened may hold it, and must not be kept. */
    DONE
}
