package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.everlog.eventlog.Position;

/** The handle of an event, {@code e1042}. Immutable. */
record Handle(@JsonValue String text) implements Scalar {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Handle {
        text = text.strip();
        Handles.position(text);
    }

    Position position() {
        return new Position(Handles.position(text));
    }
}
