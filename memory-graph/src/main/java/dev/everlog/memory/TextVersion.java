package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of the text of a node, for ever the same; what the vector index and the lexical index hold. Immutable.
 *
 * @param ordinal dense, from 0, in order of the log: the same in every process
 * @param node number of its node
 * @param key the caller's own name of the memory, if it was given
 * @param kind of the memory in lower case, else the type of the node
 * @param occurredAt when it happened
 * @param recordedAt when the log took it
 */
public record TextVersion(
        int ordinal,
        int node,
        String subject,
        @Nullable String key,
        Position position,
        String text,
        String kind,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        @Nullable String speaker,
        @Nullable String session,
        @Nullable String project,
        List<String> tags,
        Validity validity,
        @Nullable String source,
        @Nullable Double confidence) {
    /** Handle of the node, for instance {@code n17}. */
    public String handle() {
        return "n" + node;
    }

    /** The text as it is searched: who says something is part of what is said, for "I" means the speaker. */
    public String indexed() {
        return speaker == null ? text : speaker + ": " + text;
    }
}
