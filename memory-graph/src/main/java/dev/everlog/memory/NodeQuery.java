package dev.everlog.memory;

import dev.everlog.memory.EventQuery.PayloadFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes. Null and empty leave a criterion away; criteria are joined by "and". Immutable.
 *
 * @param text each of its words must begin a word of the name or of the key
 * @param type exact
 * @param where each must hold for the properties
 * @param sort null: by {@link Sort#MATCH} with a text, else by {@link Sort#NEWEST}
 */
public record NodeQuery(
        @Nullable String text,
        @Nullable String type,
        List<PayloadFilter> where,
        @Nullable Sort sort) {
    /** Equal ones by newest. */
    public enum Sort {
        /** Whole name first, then names that begin with the text. */
        MATCH,
        /** What was last said something about. */
        NEWEST,
        OLDEST,
        /** In lower case, by code point. */
        NAME,
        /** Most edges. */
        LINKS
    }

    public NodeQuery {
        Checks.line("text", text, Remember.MAX_LINE);
        where = List.copyOf(where);
        if (sort == Sort.MATCH && text == null) {
            throw MemoryException.invalid(
                    "sort match needs a text that names match",
                    "give text, or sort by newest, oldest, name or links");
        }
    }

    Sort order() {
        return sort != null ? sort : text == null ? Sort.NEWEST : Sort.MATCH;
    }
}
