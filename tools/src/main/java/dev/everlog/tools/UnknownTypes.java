package dev.everlog.tools;

import dev.everlog.memory.EventQuery;
import dev.everlog.memory.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types that were asked for exactly and that no event has: without a word on them, "0 rows" reads as "never happened". */
record UnknownTypes(List<Unknown> unknownTypes) implements Summary {
    private static final int NEAREST = 3;

    /** @param instead the prefix that it is of others, else the nearest types; empty for an empty log */
    record Unknown(String type, List<String> instead) {
        String words() {
            String others = instead.stream().map(Quoted::name).collect(Collectors.joining(", "));
            String none = "no event has the type " + Quoted.name(type);
            if (instead.equals(List.of(all(type)))) {
                return none + "; did you mean " + others + "?";
            }
            return instead.isEmpty() ? none : none + "; the nearest are " + others;
        }
    }

    /** Null if there is nothing to tell. Types with a * are never unknown: they ask whether there is any. */
    static @Nullable UnknownTypes of(@Nullable List<String> asked, Reader reader) {
        var missing =
                Stream.ofNullable(asked)
                        .flatMap(List::stream)
                        .filter(type -> !type.endsWith("*") && isMissing(type, reader))
                        .toList();
        if (missing.isEmpty()) {
            return null;
        }
        var known = reader.memory().logStats(reader.vantage()).byType().keySet();
        return new UnknownTypes(
                missing.stream().map(type -> new Unknown(type, instead(type, known))).toList());
    }

    private static boolean isMissing(String type, Reader reader) {
        var query = new EventQuery(List.of(), List.of(type), List.of(), null, null, null, null);
        var one = new PageRequest(1, null, PageRequest.Order.DESC);
        return reader.memory().events(query, one, reader.vantage()).items().isEmpty();
    }

    private static List<String> instead(String type, Collection<String> known) {
        return known.stream().anyMatch(other -> other.startsWith(type + "."))
                ? List.of(all(type))
                : Names.nearest(type, known, NEAREST);
    }

    private static String all(String type) {
        return type + ".*";
    }

    @Override
    public String line() {
        return unknownTypes.stream().map(Unknown::words).collect(Collectors.joining("\n"));
    }
}
