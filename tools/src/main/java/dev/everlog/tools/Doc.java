package dev.everlog.tools;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a parameter means, for the model; and what is allowed, which the schema declares too: the range of a number,
 * inclusive, and the characters of a text.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
@interface Doc {
    String value();

    /**
     * Whether the tool list repeats it. False for what the server's instructions or the name already say: a word here is
     * paid by every conversation. Errors show it in any case.
     */
    boolean listed() default true;

    double min() default Double.NEGATIVE_INFINITY;

    double max() default Double.POSITIVE_INFINITY;

    /**
     * Unicode characters: the constant that the memory itself checks. For texts that could be a whole document; other
     * limits are told by errors only.
     */
    int maxLength() default Integer.MAX_VALUE;
}
