package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All that matters about a subject. Immutable.
 *
 * @param subject or a handle {@code n17}, or the name of a node
 */
public record ExplainEntity(String subject) {
    /** Nodes next to it, heaviest edges first. */
    public static final int NEIGHBOURS = 20;

    /** The newest events. */
    public static final int EVENTS = 20;

    /**
     * A value of the state.
     *
     * @param path JSON Pointer to a member of the state
     * @param event the last that changed it
     */
    public record Value(String path, JsonNode value, Position event, String actor, Instant at) {}

    /**
     * Two things that cannot both be true.
     *
     * @param later handle of a memory or an edge
     * @param says what they say, quoted from what was told
     */
    public record Contradiction(String later, String earlier, List<String> says) {}

    /**
     * The answer.
     *
     * @param version how many events the subject has had, hidden ones included
     * @param actors by how many visible events they wrote about it, the busiest first
     * @param node null if it is none in the graph
     * @param values those that changed last first
     * @param events the newest first
     */
    public record Result(
            String subject,
            long version,
            int applied,
            int hidden,
            Map<String, Long> actors,
            @Nullable String node,
            List<Contradiction> contradictions,
            List<Value> values,
            Neighbors.@Nullable Result neighbours,
            List<StoredEvent> events) {}

    /** As dear as reading all its events twice. */
    public Result in(Memory memory, Vantage vantage) {
        return memory.read(vantage, reading -> Explanation.of(reading, subject));
    }
}
