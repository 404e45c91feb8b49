package dev.everlog.tools;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Stored text as it is shown to a model: quoted data on one line, which can look neither like another row nor like an
 * instruction of the server.
 */
final class Quoted {
    /** Characters of which max_tokens at its maximum may show no more. */
    private static final int LONG = 10_000;

    private Quoted() {}

    /** The text between double quotes; what could end the quotation or the line, or is invisible, is escaped. */
    static String data(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> escape(point, quoted));
        return quoted.append('"').toString();
    }

    /** As {@link #data}, but a text of harmless characters only, such as a key or a name, stays without quotes. */
    static String name(String text) {
        boolean harmless = !text.isEmpty() && text.codePoints().allMatch(Quoted::harmless);
        return harmless ? text : data(text);
    }

    /** JSON on one line; it quotes its strings itself, and only what is invisible in them needs help. */
    static String json(JsonNode json) {
        return line(json.toString());
    }

    /** A line of JSON or CSV, which quotes by itself, with all that is invisible in it as JSON escapes it. */
    static String line(String text) {
        var line = new StringBuilder();
        text.chars()
                .forEach(unit -> {
                    if (unit > ' ' && invisible(unit) && !Character.isSurrogate((char) unit)) {
                        line.append(String.format("\\u%04x", unit));
                    } else {
                        line.append((char) unit);
                    }
                });
        return line.toString();
    }

    /** The beginning of a long text, and how much is missing. */
    static String start(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int cut =
                Character.isHighSurrogate(text.charAt(characters - 1))
                        ? characters - 1
                        : characters;
        return text.substring(0, cut)
                + "… ["
                + (text.length() - cut)
                + " more characters: raise max_tokens"
                + (characters < LONG ? "]" : ", or run `everlog export`]");
    }

    /** The same of a value in JSON: itself, or the beginning of its text. */
    static @Nullable JsonNode start(@Nullable JsonNode value, int characters) {
        return value == null || value.toString().length() <= characters
                ? value
                : StringNode.valueOf(start(value.toString(), characters));
    }

    private static boolean harmless(int point) {
        return Character.isLetterOrDigit(point) || "_-./:@*+#".indexOf(point) >= 0;
    }

    private static void escape(int point, StringBuilder quoted) {
        switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (invisible(point)) {
                    quoted.append("\\u{").append(Integer.toHexString(point)).append('}');
                } else {
                    quoted.appendCodePoint(point);
                }
            }
        }
    }

    /** Controls, line separators, direction marks and tag characters, with which a text may pretend to be another. */
    private static boolean invisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
            case Character.FORMAT -> point != ZERO_WIDTH_JOINER && point != ZERO_WIDTH_NON_JOINER;
            default -> false;
        };
    }

    /** Both are part of how words and emoji are written. */
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;

    private static final int ZERO_WIDTH_JOINER = 0x200d;
}
