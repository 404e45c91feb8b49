package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/**
 * Why a call was not answered, in a form that helps to do better. Immutable.
 *
 * @param code a word in capitals that stays the same between versions
 * @param hint allowed values, nearest names, an example
 * @param retryable the same call may succeed later
 */
record Failure(String code, String message, @Nullable String hint, boolean retryable)
        implements Answer {
    @Override
    public String text() {
        return "code: "
                + code
                + "\nmessage: "
                + message
                + (hint == null ? "" : "\nhint: " + hint)
                + "\nretryable: "
                + retryable;
    }
}
