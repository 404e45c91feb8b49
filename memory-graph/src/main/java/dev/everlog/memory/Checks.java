package dev.everlog.memory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks that several requests share. A failed one names the parameter, what was found and what is allowed. */
final class Checks {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,63}");

    private Checks() {}

    /** Years 1 to 9999: others cannot be written in RFC 3339. */
    static void time(String name, @Nullable Instant time) {
        if (time != null && (time.isBefore(FIRST) || !time.isBefore(AFTER))) {
            throw MemoryException.invalid(
                    name + " is outside the years 1 to 9999", "for example 2026-03-01T12:00:00Z");
        }
    }

    /**
     * A text with something in it that every encoding can keep; may have several lines. Characters are those of Unicode,
     * as JSON Schema counts them.
     */
    static void text(String name, @Nullable String text, int max) {
        if (text == null) {
            return;
        }
        if (text.isBlank()) {
            throw MemoryException.invalid(name + " is blank", "say something, or leave it away");
        }
        atMost(max, text.codePointCount(0, text.length()), name);
        if (text.indexOf('\0') >= 0) {
            throw MemoryException.invalid(
                    name + " has a NUL character at " + text.indexOf('\0'), "send text, not bytes");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw MemoryException.invalid(
                    name + " has half a surrogate pair, which no encoding can keep",
                    "send valid Unicode");
        }
    }

    private static void atMost(int max, int length, String name) {
        if (length > max) {
            throw MemoryException.invalid(
                    name + " must have 1.." + max + " characters, has " + length,
                    "shorten it to what matters, and link to the whole");
        }
    }

    /** A text in one line, which can become part of a subject: characters are those of Java, as the log counts them. */
    static void line(String name, @Nullable String text, int max) {
        text(name, text, max);
        atMost(max, text == null ? 0 : text.length(), name);
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            throw MemoryException.invalid(
                    name + " has a line break or another control character",
                    "write it in one line");
        }
    }

    /** One word of letters, digits, _ and -. */
    static void word(String name, String word, String example) {
        if (!WORD.matcher(word).matches()) {
            throw MemoryException.invalid(
                    name + " must be one word of 1..64 letters, digits, _ and -",
                    "for example " + example);
        }
    }

    static void range(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw MemoryException.invalid(
                    name + " must be " + shown(low) + ".." + shown(high) + ", was " + shown(value),
                    "");
        }
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static void count(String name, List<?> values, int low, int high) {
        if (values.size() < low || values.size() > high) {
            throw MemoryException.invalid(
                    name + " must have " + low + ".." + high + " entries, has " + values.size(),
                    values.size() < low ? "name at least " + low : "split it into several calls");
        }
    }
}
