package dev.everlog.tools;

import dev.everlog.memory.recall.Recalled;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How complete an answer from the indexes is.
 *
 * @param freshThrough up to this event everything is searchable by meaning; newer is searchable by words
 * @param degraded what was missing, null if nothing
 * @param found said where nothing was
 */
record Freshness(@Nullable String freshThrough, @Nullable String degraded, @Nullable String found)
        implements Summary {
    private static final String NOTHING = "nothing was found";

    /** Null when there is nothing to tell: something was found, and all the answer knows is searchable in every way. */
    static @Nullable Freshness of(Recalled recalled) {
        boolean complete =
                recalled.degraded() == null
                        && !recalled.position().isAfter(recalled.freshThrough());
        String found = recalled.hits().isEmpty() ? NOTHING : null;
        return complete
                ? found == null ? null : new Freshness(null, null, found)
                : new Freshness(recalled.freshThrough().toString(), recalled.degraded(), found);
    }

    @Override
    public String line() {
        String searched = freshThrough == null ? null : "searchable by meaning to " + freshThrough;
        return Stream.of(found, searched, degraded)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.joining("; "));
    }
}
