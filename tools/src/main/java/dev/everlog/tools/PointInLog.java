package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.everlog.memory.AsOf;
import java.time.Instant;

/** What the log knew: at a position ({@code e1042}, {@code e0} for nothing) or at a {@link When}, of which a day counts to its end. Immutable. */
record PointInLog(@JsonValue String text) implements Scalar {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    PointInLog {
        text = text.strip();
        if (!Handles.isPoint(text)) {
            requireTime(text);
        }
    }

    AsOf resolve(Instant now) {
        return Handles.isPoint(text)
                ? new AsOf.At(Handles.point(text))
                : new AsOf.Time(new When(text).through(now));
    }

    private static void requireTime(String text) {
        try {
            new When(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a position (e1042) or a time; " + e.getMessage(), e);
        }
    }
}
