package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/** What a tool found or did: a record whose components are the structured form, and the same in lines. */
interface Answer {
    /** Compact lines without a line end after the last; stored text is {@link Quoted}. */
    String text();

    /** What it tells of memories and nodes, null for nothing. */
    default @Nullable Told told() {
        return null;
    }
}
