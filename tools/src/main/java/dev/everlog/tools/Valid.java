package dev.everlog.tools;

import dev.everlog.memory.Validity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something is true in the world, as it is answered; its components stand beside those of the row.
 *
 * @param validNow {@code not yet} or {@code no longer}; null for what is, or where nobody asked
 */
record Valid(@Nullable String validFrom, @Nullable String validTo, @Nullable String validNow) {
    /** @param now null for no mark: what a write answers must be the same when it is repeated later */
    static Valid of(Validity validity, @Nullable Instant now) {
        return new Valid(
                Times.orNull(validity.from()),
                Times.orNull(validity.to()),
                now == null ? null : mark(validity, now));
    }

    private static @Nullable String mark(Validity validity, Instant now) {
        var from = validity.from();
        var to = validity.to();
        if (from != null && now.isBefore(from)) {
            return "not yet";
        }
        return to != null && !now.isBefore(to) ? "no longer" : null;
    }

    /** A blank and the range, {@code valid 2027-03-01T00:00:00Z.. (not yet)}; empty for what is always true. */
    String words() {
        return validFrom == null && validTo == null
                ? ""
                : " valid "
                        + (validFrom == null ? "" : validFrom)
                        + ".."
                        + (validTo == null ? "" : validTo)
                        + (validNow == null ? "" : " (" + validNow + ")");
    }
}
