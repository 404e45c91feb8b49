package dev.everlog.eventlog;

/**
 * How subjects and types are written, and what can be encoded. By hand: an event is checked each time it is read from
 * the log, and regular expressions and encoders took half of that time.
 */
final class Naming {
    private Naming() {}

    /** Something without blanks, a slash, something; no control characters. */
    static boolean isSubject(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each == 0x7F || (each == ' ' && i < slash)) {
                return false;
            }
        }
        return true;
    }

    /** Dotted words of letters, digits, _ and -. */
    static boolean isType(String text) {
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '.' ? !inWord : !isOfWord(each)) {
                return false;
            }
            inWord = each != '.';
        }
        return inWord;
    }

    private static boolean isOfWord(char each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '_'
                || each == '-';
    }

    /** Lone surrogates would come back as question marks, so they are refused here, before anything is written. */
    static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each >= 0x80) {
                bytes += each < 0x800 ? 1 : 2;
                if (Character.isSurrogate(each)) {
                    requirePair(text, i);
                    bytes -= 1; // four bytes for two characters
                }
            }
        }
        return bytes;
    }

    private static void requirePair(String text, int at) {
        int partner = Character.isHighSurrogate(text.charAt(at)) ? at + 1 : at - 1;
        boolean paired =
                partner >= 0
                        && partner < text.length()
                        && Character.isSurrogatePair(
                                text.charAt(Math.min(at, partner)),
                                text.charAt(Math.max(at, partner)));
        if (!paired) {
            throw new IllegalArgumentException(
                    "the text holds half a surrogate pair, which no encoding can keep; send valid Unicode");
        }
    }
}
