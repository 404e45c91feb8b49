package dev.everlog.tools;

import dev.everlog.memory.PageRequest;
import org.jspecify.annotations.Nullable;

/** What every tool that answers a list takes besides {@link ReadOptions}. Immutable. */
record ListOptions(
        @Doc(value = "rows, default 20", min = 1, max = 1000, listed = false)
                @Nullable Integer limit,
        @Doc(value = "next_cursor of the page before", listed = false) @Nullable String cursor) {
    /** Rows: more than an agent looks at closely. */
    static final int DEFAULT_LIMIT = 20;

    /** For answers that belong together: as many rows as the budget allows, unless a limit was given. */
    ListOptions orWhole() {
        return new ListOptions(limit == null ? PageRequest.MAX_LIMIT : limit, cursor);
    }
}
