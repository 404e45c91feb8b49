package dev.everlog.memory.custom;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A field of a projection. Immutable.
 *
 * @param path dotted, into the data of an event, or one of {@link #ENVELOPE}; null for the name, and for COUNT to count
 *     events
 */
public record Field(String name, @Nullable String path, Policy policy) {
    /** What an event says beside its data. */
    public static final List<String> ENVELOPE =
            List.of("@subject", "@type", "@actor", "@session", "@project", "@at");

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]{1,64}");

    public Field {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a field is one word of 1..64 letters, digits, _ and -, was "
                            + name);
        }
        requirePath(path);
    }

    /**
     * Checks a path.
     *
     * @throws IllegalArgumentException lists what may begin with an at sign
     */
    public static void requirePath(@Nullable String path) {
        if (path != null
                && (path.isBlank() || (path.startsWith("@") && !ENVELOPE.contains(path)))) {
            throw new IllegalArgumentException(
                    "a path is dotted, customer.name, or one of "
                            + String.join(", ", ENVELOPE)
                            + ", was "
                            + path);
        }
    }
}
