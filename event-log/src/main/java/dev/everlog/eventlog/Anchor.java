package dev.everlog.eventlog;

import java.util.Objects;

/**
 * A place in one log. Two logs in which the same anchor is found are alike from the first event to this one. Immutable.
 *
 * @param hash of the frame that holds the position, and so of all before it; hexadecimal
 */
public record Anchor(Position position, String hash) {
    public Anchor {
        Objects.requireNonNull(position);
        Objects.requireNonNull(hash);
    }
}
