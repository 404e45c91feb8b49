package dev.everlog.eventlog.sql;

import dev.everlog.eventlog.Position;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which events there are for a query. Nothing of it is in the query's own hands.
 *
 * @param through the last position
 * @param project of which events are seen, besides those of none; null for all
 * @param hidden positions of the events that are hidden as of {@code through}, ascending; not copied, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // may be long, and is only compared by us
public record SqlBounds(Position through, @Nullable String project, long[] hidden) {
    boolean isSameAs(@Nullable SqlBounds other) {
        return other != null
                && through.equals(other.through)
                && Objects.equals(project, other.project)
                && hidesSameAs(other);
    }

    boolean hidesSameAs(@Nullable SqlBounds other) {
        return other != null && Arrays.equals(hidden, other.hidden);
    }
}
