package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as of a position that all pages of the list share. Immutable.
 *
 * @param position what the list knew; later events do not change it
 * @param nextCursor null on the last page
 */
public record Page<T>(List<T> items, Position position, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }
}
