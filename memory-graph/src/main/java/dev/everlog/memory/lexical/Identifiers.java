package dev.everlog.memory.lexical;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.function.IntPredicate;

/// Finds what people search for as it is written: `ORD-1234`, `foo_bar.baz`, addresses, paths. Pure.
///
/// A run without blanks, freed of the punctuation around it, is an identifier if something inside it
/// is neither a letter nor an apostrophe. Both the text and the question go through here, so both
/// agree. By hand and not by regular expressions, which took minutes for a word of 100,000 letters;
/// everything here is linear in the length of the text.
final class Identifiers {

    /// Longer ones are known by their beginning: an index term has a limit, and nobody types so much.
    static final int LENGTH_LIMIT_CHARS = 256;

    private static final String OPENING = "/~$#@";
    private static final String CLOSING = "/";
    private static final String APOSTROPHES = "'’";

    /// What word breaking would leave inside a word.
    private static final String JOINTS = "_.:";

    private Identifiers() {}

    /// The identifiers in lower case, each once, in order of appearance; at most `limit`.
    static SequencedSet<String> in(String text, int limit) {
        SequencedSet<String> found = new LinkedHashSet<>();
        int start = 0;
        while (start < text.length() && found.size() < limit) {
            int end = end(text, start, c -> !Character.isWhitespace(c));
            String run = trimmed(text, start, end);
            if (isIdentifier(run)) {
                found.add(run.toLowerCase(Locale.ROOT));
            }
            start = end(text, end, Character::isWhitespace);
        }
        return found;
    }

    /// The text with joints opened, and the parts of `camelCase` words added at its end.
    static String opened(String text) {
        StringBuilder open = new StringBuilder(text.length());
        StringBuilder parts = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start, Character::isLetter);
            addHumps(text, start, end, parts);
            open.append(text, start, end);
            if (end < text.length()) {
                char after = text.charAt(end++);
                open.append(JOINTS.indexOf(after) >= 0 ? ' ' : after);
            }
            start = end;
        }
        return open.append(parts).toString();
    }

    private static void addHumps(String text, int start, int end, StringBuilder parts) {
        int from = start;
        for (int i = start + 1; i < end; i++) {
            if (Character.isUpperCase(text.charAt(i))
                    && Character.isLowerCase(text.charAt(i - 1))) {
                parts.append(' ').append(text, from, i);
                from = i;
            }
        }
        if (from > start) {
            parts.append(' ').append(text, from, end);
        }
    }

    private static String trimmed(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && !isKept(text.charAt(from), OPENING)) {
            from++;
        }
        while (to > from && !isKept(text.charAt(to - 1), CLOSING)) {
            to--;
        }
        return text.substring(from, Math.min(to, from + LENGTH_LIMIT_CHARS));
    }

    private static boolean isKept(char c, String others) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || others.indexOf(c) >= 0;
    }

    private static boolean isIdentifier(String run) {
        for (int i = 0; i < run.length(); i += Character.charCount(run.codePointAt(i))) {
            int each = run.codePointAt(i);
            if (!Character.isLetter(each)
                    && Character.getType(each) != Character.NON_SPACING_MARK
                    && APOSTROPHES.indexOf(each) < 0) {
                return true;
            }
        }
        return false;
    }

    /// Where the signs that pass a test end, from `start` on.
    private static int end(String text, int start, IntPredicate test) {
        int end = start;
        while (end < text.length() && test.test(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
