package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.tail.Hash;
import dev.everlog.eventlog.tail.WholeFrame.Salted;
import org.jspecify.annotations.Nullable;

/**
 * One row of a segment. Immutable.
 *
 * @param frame hash of the frame that ends with this event, else null
 */
record Row(Salted event, @Nullable Hash frame) {}
