package dev.everlog.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something is true in the world. Immutable.
 *
 * @param from first moment, null for "since ever"
 * @param to first moment after it, null for "until further notice"
 */
public record Validity(@Nullable Instant from, @Nullable Instant to) {
    public static final Validity ALWAYS = new Validity(null, null);

    public Validity {
        Checks.time("valid_from", from);
        Checks.time("valid_to", to);
        if (from != null && to != null && to.isBefore(from)) {
            throw MemoryException.invalid(
                    "valid_to " + to + " is before valid_from " + from,
                    "leave one of the two away, or swap them");
        }
    }
}
