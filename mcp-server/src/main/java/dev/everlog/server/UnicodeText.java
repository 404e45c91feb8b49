package dev.everlog.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What is, and what is not, Unicode text. Pure functions. */
final class UnicodeText {
    private static final int ESCAPE_LENGTH = 6;

    private UnicodeText() {}

    /** Decodes UTF-8 without replacing anything. */
    static String decode(ByteBuffer utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    }

    /** Whether every surrogate has its other half. */
    static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /**
     * Where JSON text escapes half of a surrogate pair, which is no character, cannot be written as UTF-8 and would be
     * stored as something else than was sent.
     *
     * @return index of the escape's backslash, or -1
     */
    static int loneSurrogate(String json) {
        int at = json.indexOf('\\');
        while (at >= 0 && at + 1 < json.length()) {
            char unit = escapedUnit(json, at);
            int length = unit == 0 ? 2 : ESCAPE_LENGTH;
            if (Character.isLowSurrogate(unit)) {
                return at;
            }
            if (Character.isHighSurrogate(unit)) {
                if (!Character.isLowSurrogate(escapedUnit(json, at + ESCAPE_LENGTH))) {
                    return at;
                }
                length = 2 * ESCAPE_LENGTH;
            }
            at = json.indexOf('\\', at + length);
        }
        return -1;
    }

    /** The UTF-16 unit that {@code \\uXXXX} at this index stands for, or 0 if there is no such escape. */
    private static char escapedUnit(String json, int at) {
        if (at + ESCAPE_LENGTH > json.length()
                || json.charAt(at) != '\\'
                || json.charAt(at + 1) != 'u') {
            return 0;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(json.charAt(i), 16);
            if (digit < 0) {
                return 0;
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }
}
