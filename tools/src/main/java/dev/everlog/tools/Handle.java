package dev.everlog.tools;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.everlog.eventlog.Position;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The handle of an event, {@code e1042}. Immutable. */
record Handle(@JsonValue String text) implements Scalar {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Handle {
        text = text.strip();
        Handles.position(text);
    }

    static List<Position> positions(@Nullable List<Handle> handles) {
        return Stream.ofNullable(handles).flatMap(List::stream).map(Handle::position).toList();
    }

    Position position() {
        return new Position(Handles.position(text));
    }
}
