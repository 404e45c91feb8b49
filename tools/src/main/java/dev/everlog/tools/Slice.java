package dev.everlog.tools;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list's source, before the budget decides how many are answered. Immutable.
 *
 * @param items as many as asked for, or fewer if there are no more
 * @param after where to go on after so many of the items, null if that is the end of the list
 */
record Slice<T>(List<T> items, IntFunction<@Nullable String> after) {
    /** Gives so many rows from where another slice ended. */
    interface Source<T> {
        /**
         * The next rows, at most {@code count}.
         *
         * @param from null for the beginning
         */
        Slice<T> take(@Nullable String from, int count);
    }

    /** Gives the first so many rows of a list that is the same each time. */
    interface Ranking<T> {
        List<T> first(int count);
    }

    /** A list that is at hand. */
    static <T> Source<T> of(List<T> all) {
        return ranked(count -> all.subList(0, Math.min(count, all.size())), all.size());
    }

    /** A list whose pages are counted: to go on means to make it again. At most {@code most} rows in all. */
    static <T> Source<T> ranked(Ranking<T> ranking, int most) {
        return (from, count) -> {
            int offset = from == null ? 0 : Integer.parseInt(from);
            var first = ranking.first(Math.min(most, offset + count + 1));
            int end = Math.min(first.size(), offset + count);
            var items = first.subList(Math.min(offset, end), end);
            return new Slice<>(
                    items,
                    taken ->
                            offset + taken < first.size()
                                    ? Integer.toString(offset + taken)
                                    : null);
        };
    }
}
