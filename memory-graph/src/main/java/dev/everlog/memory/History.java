package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Every version of a node, memory or edge.
 *
 * @param of handle, subject, key of a memory, name, or {@code e1042} of an edge
 */
public record History(String of) {
    public History {
        Checks.line("of", of, Subjects.MAX_NODE);
    }

    /**
     * A value that an event changed.
     *
     * @param before null if it was absent
     * @param after null if it is gone
     */
    public record Difference(String path, @Nullable JsonNode before, @Nullable JsonNode after) {}

    /**
     * A version, oldest or newest first.
     *
     * @param hiddenBy the act that hides it; the content is then withheld
     */
    public record Version(
            Position position,
            @Nullable StoredEvent event,
            List<Difference> differences,
            @Nullable Position hiddenBy) {}

    public record Result(String handle, String key, Page<Version> versions) {}
}
