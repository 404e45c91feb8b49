package dev.everlog.tools;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables of counts, most frequent first. */
final class Counts {
    private Counts() {}

    /** {@code 1 event}, {@code 2 events}. */
    static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    static Map<String, Long> first(Map<String, Long> counts, int most) {
        var first = new LinkedHashMap<String, Long>();
        counts.entrySet().stream()
                .limit(most)
                .forEach(count -> first.put(count.getKey(), count.getValue()));
        return first;
    }

    /** How many {@link #first} leaves out, null for none. */
    static @Nullable Integer leftOut(Map<String, Long> counts, int most) {
        return counts.size() > most ? counts.size() - most : null;
    }

    static String line(Map<String, Long> counts, @Nullable Integer leftOut) {
        String shown =
                counts.entrySet().stream()
                        .map(count -> Quoted.name(count.getKey()) + " " + count.getValue())
                        .collect(Collectors.joining(", "));
        String more =
                leftOut == null
                        ? ""
                        : ", and " + leftOut + " more (detail=full, larger max_tokens)";
        return counts.isEmpty() ? "none" : shown + more;
    }
}
