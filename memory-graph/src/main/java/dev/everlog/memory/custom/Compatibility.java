package dev.everlog.memory.custom;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a new version of a schema has to keep, in the words of Confluent's schema registry: the newer reads what the
 * older wrote, the older reads what the newer writes, or both. A schema stands for the set of values that it accepts, so
 * each is a subset relation.
 */
public enum Compatibility {
    NONE(false, false),
    /** Whatever matched the older one matches the newer one. */
    BACKWARD(true, false),
    /** Whatever matches the newer one matched the older one. */
    FORWARD(false, true),
    FULL(true, true);

    private final boolean olderIsRead;
    private final boolean newerIsRead;

    Compatibility(boolean olderIsRead, boolean newerIsRead) {
        this.olderIsRead = olderIsRead;
        this.newerIsRead = newerIsRead;
    }

    /** Why the newer schema breaks this, or cannot be proved not to; none if it is proved. See {@link Inclusion}. */
    public List<String> breaks(EventSchema older, EventSchema newer) {
        Stream<String> backward =
                olderIsRead
                        ? Inclusion.gaps(older, newer).stream().map(gap -> "backward: " + gap)
                        : Stream.of();
        Stream<String> forward =
                newerIsRead
                        ? Inclusion.gaps(newer, older).stream().map(gap -> "forward: " + gap)
                        : Stream.of();
        return Stream.concat(backward, forward).toList();
    }
}
