package dev.everlog.memory;

import java.util.List;

/** Tokens that prove that a caller has seen a dry run: digests of what it listed, so nothing needs to be kept. */
final class Consents {
    private Consents() {}

    static String token(String act, List<Long> positions) {
        return "c-" + Canonical.digest(act + positions).substring(0, 12);
    }

    /**
     * Refuses what was not looked at.
     *
     * @param token of what would be done now
     * @param things how many would be touched; a single one needs no token
     */
    static void check(Consent consent, String token, int things) {
        String shown = consent.confirmToken();
        if (shown == null && things > 1) {
            throw MemoryException.invalid(
                    things + " things would be touched, and no confirm_token was given",
                    "call with dry_run: true, look at the list, then call again with its confirm_token");
        }
        if (shown != null && !shown.equals(token)) {
            throw new MemoryException(
                    MemoryException.Kind.CONFLICT,
                    "the confirm_token belongs to another list than what would be touched now",
                    "call with dry_run: true again and look at the new list");
        }
    }
}
