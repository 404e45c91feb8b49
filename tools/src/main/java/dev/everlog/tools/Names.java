package dev.everlog.tools;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How Java's names are written on the wire, and which known name a wrong one was probably meant to be. */
final class Names {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /** Characters. */
    private static final int SHOWN = 40;

    private Names() {}

    /** {@code ingestEvent} and {@code IngestEvent} are {@code ingest_event}. */
    static String snake(String camel) {
        return HUMP.matcher(camel).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** {@code HIDE_ALL} is {@code hide_all}, if it does not say itself how it is written. */
    static String constant(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }

    /** Each of them by its {@link #constant}. */
    static Set<String> constants(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Names::constant).collect(Collectors.toUnmodifiableSet());
    }

    /** Up to {@code count} of the known names, the likeliest first; none that is another word altogether. */
    static List<String> nearest(String wrong, Collection<String> known, int count) {
        String folded = shortened(wrong).toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(folded, name) <= Math.max(2, folded.length() / 2))
                .sorted(Comparator.comparingInt(name -> distance(folded, name)))
                .limit(count)
                .toList();
    }

    /** Enough of a caller's word to recognise it. */
    static String shortened(String word) {
        int cut = Math.min(word.length(), SHOWN);
        cut -=
                cut > 0 && cut < word.length() && Character.isHighSurrogate(word.charAt(cut - 1))
                        ? 1
                        : 0;
        return cut == word.length() ? word : word.substring(0, cut) + "…";
    }

    /** Levenshtein's, but a name that contains the other is never far. */
    private static int distance(String wrong, String name) {
        if (!wrong.isEmpty() && (name.contains(wrong) || wrong.contains(name))) {
            return 1;
        }
        int[] row = IntStream.rangeClosed(0, name.length()).toArray();
        for (int i = 1; i <= wrong.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int replaced = diagonal + (wrong.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[name.length()];
    }
}
