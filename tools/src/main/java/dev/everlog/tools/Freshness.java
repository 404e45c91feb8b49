package dev.everlog.tools;

import dev.everlog.memory.recall.Recalled;
import org.jspecify.annotations.Nullable;

/**
 * How complete an answer from the indexes is.
 *
 * @param freshThrough up to this event everything is searchable by meaning; newer is searchable by words
 * @param degraded what was missing, null if nothing
 */
record Freshness(String freshThrough, @Nullable String degraded) implements Summary {
    /** Null when there is nothing to tell: everything the answer knows is searchable in every way. */
    static @Nullable Freshness of(Recalled recalled) {
        boolean complete =
                recalled.degraded() == null
                        && !recalled.position().isAfter(recalled.freshThrough());
        return complete
                ? null
                : new Freshness(recalled.freshThrough().toString(), recalled.degraded());
    }

    @Override
    public String line() {
        return "searchable by meaning to "
                + freshThrough
                + (degraded == null ? "" : "; " + degraded);
    }
}
