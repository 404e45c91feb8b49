package dev.everlog.tools;

/** What a list as a whole says, beside its rows; a record. */
interface Summary {
    /** One or more lines. */
    String line();
}
