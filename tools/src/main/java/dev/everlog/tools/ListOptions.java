package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/** What every tool that answers a list takes besides {@link ReadOptions}. Immutable. */
record ListOptions(
        @Doc(value = "rows, default 20", min = 1, max = 1000, listed = false)
                @Nullable Integer limit,
        @Doc(value = "next_cursor of the page before", listed = false) @Nullable String cursor) {
    /** Rows: more than an agent looks at closely. */
    static final int DEFAULT_LIMIT = 20;
}
