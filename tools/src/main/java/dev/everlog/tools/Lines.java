package dev.everlog.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lines of an answer while they are gathered. Confined to one call. */
final class Lines {
    private final List<String> lines = new ArrayList<>();

    Lines add(String line) {
        lines.add(line);
        return this;
    }

    /** A line on something, if there is something. */
    <T> Lines add(@Nullable T value, Function<T, String> line) {
        if (value != null) {
            lines.add(line.apply(value));
        }
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
