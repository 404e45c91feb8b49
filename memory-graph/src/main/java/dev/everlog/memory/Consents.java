package dev.everlog.memory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tokens that prove that a caller has seen a dry run: digests of what it listed, so nothing needs to be kept. */
final class Consents {
    private Consents() {}

    static String token(String act, List<Long> positions) {
        return "c-" + Canonical.digest(act + positions).substring(0, 12);
    }

    /** What a dry run shows: the token where one will be wanted, else null. */
    static @Nullable String shown(String token, int things) {
        return isNeeded(things) ? token : null;
    }

    private static boolean isNeeded(int things) {
        return things > 1;
    }

    /**
     * Refuses what was not looked at.
     *
     * @param token of what would be done now
     * @param things how many would be touched; a single one needs no token
     */
    static void check(Consent consent, String token, int things) {
        if (isNeeded(things)) {
            demand(consent, things + " things would be touched");
        }
        checkSame(consent, token);
    }

    /**
     * Refuses what was not looked at, be it a single thing.
     *
     * @param why it has to be looked at
     */
    static void checkSeen(Consent consent, String token, String why) {
        demand(consent, why);
        checkSame(consent, token);
    }

    private static void demand(Consent consent, String why) {
        if (consent.confirmToken() == null) {
            throw MemoryException.invalid(
                    why + ", and no confirm_token was given",
                    "call with dry_run: true, look at the list, then call again with its confirm_token");
        }
    }

    private static void checkSame(Consent consent, String token) {
        String shown = consent.confirmToken();
        if (shown != null && !shown.equals(token)) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    "the confirm_token belongs to another list than what would be touched now",
                    "call with dry_run: true again and look at the new list");
        }
    }
}
