package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Pattern;

/** A length of time as callers write it: a count and a unit (s m h d w), {@code 30m}, {@code 7d}. Immutable. */
record Span(@JsonValue String text) implements Scalar {
    private static final Pattern FORM = Pattern.compile("\\d{1,7}[smhdw]");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Span {
        text = text.strip();
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a length of time is a count and a unit (s m h d w), for example 30m; found "
                            + Quoted.data(Names.shortened(text)));
        }
    }

    Duration duration() {
        int unit = text.length() - 1;
        return When.unit(text.substring(unit))
                .multipliedBy(Long.parseLong(text.substring(0, unit)));
    }
}
