package dev.everlog.memory;

import org.jspecify.annotations.Nullable;

/**
 * Whether the caller has seen what a call would do. Immutable.
 *
 * @param dryRun only tell
 * @param confirmToken from the dry run; wanted when more than one thing is touched (for a forgetting: memories, nodes
 *     and edges, else events), and always checked when given
 */
public record Consent(boolean dryRun, @Nullable String confirmToken) {
    public static final Consent DRY_RUN = new Consent(true, null);

    /** Enough where a single thing is touched. */
    public static final Consent GO = new Consent(false, null);

    /** What a dry run shows: the token where one will be wanted, else null. */
    public static @Nullable String shown(String token, int things) {
        return Consents.shown(token, things);
    }

    /** {@code INVALID} without a token where one is wanted, {@code CONFLICT} with that of something else. */
    public void require(String token, int things) {
        Consents.check(this, token, things);
    }

    public static Consent confirmed(String token) {
        return new Consent(false, token);
    }
}
