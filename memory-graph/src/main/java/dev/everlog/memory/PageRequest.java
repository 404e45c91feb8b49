package dev.everlog.memory;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list. Immutable.
 *
 * @param limit rows, 1 to {@link #MAX_LIMIT}
 * @param cursor {@link Page#nextCursor()} of the page before, with everything else as it was then; null for the first
 */
public record PageRequest(int limit, @Nullable String cursor, Order order) {
    /** Rows: a thousand fill the largest answer several times over. */
    public static final int MAX_LIMIT = 1000;

    /** By position. */
    public enum Order {
        ASC,
        DESC
    }

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw MemoryException.invalid(
                    "limit must be 1.." + MAX_LIMIT + ", was " + limit, "for example limit: 20");
        }
    }
}
