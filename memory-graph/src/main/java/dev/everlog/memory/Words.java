package dev.everlog.memory;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts and names as words: lower case, compatibility forms folded (NFKC). */
final class Words {
    /** Bytes of a sketch: with eight, of 100 pairs that share 70 % of their words 99 agree in three or more. */
    private static final int SKETCH_BYTES = 8;

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int MAX_SLUG = 80;

    private Words() {}

    /** A name for comparing: lower case, NFKC, single spaces. */
    static String fold(String name) {
        return SPACES.matcher(lower(name)).replaceAll(" ").strip();
    }

    private static String lower(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /**
     * The words of a text, in order; {@code ada's} is {@code ada}. By hand: each text is read at each replay of the log,
     * and a regular expression took a third of folding it.
     */
    static List<String> list(String text) {
        String lower = lower(text);
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < lower.length()) {
            int end = wordEnd(lower, at);
            if (end > at) {
                words.add(withoutPossessive(lower.substring(at, end)));
                at = end;
            } else {
                at += Character.charCount(lower.codePointAt(at));
            }
        }
        return words;
    }

    /** Letters and numbers, then letters behind apostrophes, as in {@code rock'n'roll}. */
    private static int wordEnd(String text, int from) {
        int end = runEnd(text, from, true);
        while (end > from && end < text.length() && "'’".indexOf(text.charAt(end)) >= 0) {
            int next = runEnd(text, end + 1, false);
            if (next == end + 1) {
                break;
            }
            end = next;
        }
        return end;
    }

    private static int runEnd(String text, int from, boolean numbers) {
        int end = from;
        while (end < text.length()) {
            int each = text.codePointAt(end);
            if (!Character.isLetter(each) && !(numbers && isNumber(each))) {
                break;
            }
            end += Character.charCount(each);
        }
        return end;
    }

    private static boolean isNumber(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                    true;
            default -> false;
        };
    }

    private static String withoutPossessive(String word) {
        boolean possessive = word.endsWith("'s") || word.endsWith("’s");
        return possessive ? word.substring(0, word.length() - 2) : word;
    }

    /** The words of a text, each once. */
    static Set<String> set(String text) {
        return new LinkedHashSet<>(list(text));
    }

    /** The words of a name with a space between; the folded name itself when it has none. */
    static String joined(String name) {
        List<String> words = list(name);
        return words.isEmpty() ? fold(name) : String.join(" ", words);
    }

    /** The part of a subject after its kind: letters and digits of the name with hyphens between. */
    static String slug(String name) {
        String slug = NOT_A_WORD.matcher(fold(name)).replaceAll("-").replaceAll("^-|-$", "");
        if (slug.isEmpty() || slug.length() > MAX_SLUG) {
            return "x-" + Canonical.digest(fold(name)).substring(0, 12);
        }
        return slug;
    }

    /** Share of words in common, 0 to 1 (Jaccard). */
    static double similarity(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return 0;
        }
        long common = a.stream().filter(b::contains).count();
        return (double) common / (a.size() + b.size() - common);
    }

    /**
     * Eight bytes, each the smallest hash of any word under another hash function (MinHash): the share of bytes in which
     * two sketches agree estimates the share of words in common. A word that repeats counts once.
     */
    static long sketch(Collection<String> words) {
        long sketch = 0;
        for (int i = 0; i < SKETCH_BYTES; i++) {
            long smallest = -1L; // the largest as an unsigned number
            for (String word : words) {
                long hash = mix(word.hashCode() + i * 0x9E3779B97F4A7C15L);
                smallest = Long.compareUnsigned(hash, smallest) < 0 ? hash : smallest;
            }
            sketch = sketch << 8 | (smallest & 0xFF);
        }
        return sketch;
    }

    /** In how many of its eight bytes two sketches agree. */
    static int agreement(long a, long b) {
        int same = 0;
        for (long difference = a ^ b, i = 0; i < SKETCH_BYTES; i++, difference >>>= 8) {
            same += (difference & 0xFF) == 0 ? 1 : 0;
        }
        return same;
    }

    /** The finalizer of MurmurHash3. */
    private static long mix(long value) {
        long a = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        long b = (a ^ a >>> 33) * 0xC4CEB9FE1A85EC53L;
        return b ^ b >>> 33;
    }
}
