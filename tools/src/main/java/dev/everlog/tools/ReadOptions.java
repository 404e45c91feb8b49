package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/** What every reading tool takes. Immutable. */
record ReadOptions(
        @Doc(value = "default: the client's project; * for all", listed = false)
                @Nullable String project,
        @Doc(value = "what was known then: a position (e1042) or a time", listed = false)
                @Nullable PointInLog asOf,
        @Doc(value = "of the answer, default 2000", min = 100, max = 25_000, listed = false)
                @Nullable Integer maxTokens,
        @Doc(value = "default text", listed = false) @Nullable Format format) {
    /** Tokens: a few screens, of which an agent can afford several in a conversation. */
    static final int DEFAULT_MAX_TOKENS = 2_000;

    /** The same, with a budget where the caller gave none. */
    ReadOptions atMost(int tokens) {
        return maxTokens != null ? this : new ReadOptions(project, asOf, tokens, format);
    }
}
