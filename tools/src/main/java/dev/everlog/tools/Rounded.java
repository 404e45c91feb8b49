package dev.everlog.tools;

import org.jspecify.annotations.Nullable;

/** Numbers as they are shown: more digits would only be paid for. */
final class Rounded {
    private Rounded() {}

    static double hundredths(double number) {
        return Math.round(number * 100) / 100.0;
    }

    static @Nullable Double orNull(@Nullable Double number) {
        return number == null ? null : Double.valueOf(hundredths(number));
    }
}
