package dev.everlog.tools;

/** How something is taken away. */
enum DeleteMode {
    /** Reversibly: it stays in the log and is seen as of before. */
    HIDE,
    /** For ever: its data leave every file. */
    ERASE
}
