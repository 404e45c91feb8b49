package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/** What every writing tool takes. Immutable. */
record WriteOptions(
        @Doc(value = "where it belongs, default: the client's project", listed = false)
                @Nullable String project,
        @Doc(value = "your name for this request: repeating it changes nothing", listed = false)
                @Nullable String idempotencyKey) {
    /** Kept with an act whose reason the caller did not tell. */
    static final String NO_REASON = "no reason given";
}
