package dev.everlog.memory.custom;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * Regular expressions whose matching takes time in proportion to the text, whatever the expression: those of the
 * platform can take longer than the universe exists ({@code (a+)+$}). What needs to go back (look-around, references to
 * groups) does not exist here. Immutable.
 */
final class LinearPatterns implements RegularExpressionFactory {
    /** Characters of an expression: matching costs the product of its length and that of the text. */
    static final int MAX_PATTERN = 500;

    @Override
    public RegularExpression getRegularExpression(String regex) {
        Pattern pattern = compile(regex);
        return text -> pattern.matcher(text).find();
    }

    /** As JSON Schema means it: found anywhere in the text. */
    static boolean finds(String regex, String text) {
        return compile(regex).matcher(text).find();
    }

    /** @throws IllegalArgumentException says what is not allowed */
    static Pattern compile(String regex) {
        if (regex.length() > MAX_PATTERN) {
            throw new IllegalArgumentException(
                    "a pattern has at most "
                            + MAX_PATTERN
                            + " characters, this has "
                            + regex.length());
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern "
                            + regex
                            + " cannot be used: "
                            + e.getDescription()
                            + "; look-around and references to groups are not allowed",
                    e);
        }
    }
}
