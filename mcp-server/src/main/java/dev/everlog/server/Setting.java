package dev.everlog.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting that is in force.
 *
 * @param name of its option
 * @param value as text
 * @param source what set it: the option, a variable, or {@code default}
 */
record Setting(String name, String value, String source) {
    private static final String DEFAULT = "default";

    /** One that a person gave, or the default. */
    static Setting of(String name, String value, boolean isGiven) {
        return new Setting(name, value, isGiven ? name : DEFAULT);
    }

    /** One that can come from an option or else from a variable. */
    static Setting of(
            String name,
            @Nullable String option,
            String variable,
            @Nullable String environment,
            String otherwise) {
        if (option != null) {
            return new Setting(name, option, name);
        }
        return Optional.ofNullable(environment)
                .map(value -> new Setting(name, value, variable))
                .orElse(new Setting(name, otherwise, DEFAULT));
    }
}
