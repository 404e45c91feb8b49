package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where what is known of a node or memory comes from. Immutable.
 *
 * @param of handle, subject, key of a memory, or name
 * @param field null for all; of a node {@code name}, {@code type}, {@code text} or a property
 */
public record Provenance(String of, @Nullable String field) {
    public Provenance {
        Checks.line("of", of, Subjects.MAX_NODE);
        Checks.line("field", field, Remember.MAX_LINE);
    }

    /** What became of something that was said. */
    public enum Standing {
        /** It is what is known: the last that was said, is seen, and was true at the valid time asked for. */
        CHOSEN,
        /** Somebody said something else later. */
        SUPERSEDED,
        /** It was not true then. */
        NOT_VALID,
        /** It is hidden, and its value withheld. */
        HIDDEN,
        /** Its data were erased. */
        ERASED
    }

    /**
     * Something that was said.
     *
     * @param value null when it was taken away, or may not be told
     * @param by the event that superseded or hides it
     */
    public record Candidate(
            String field,
            @Nullable JsonNode value,
            Standing standing,
            @Nullable Position by,
            StoredEvent event) {}

    /** Candidates by field, the chosen one first, then the newest; fields in order of first mention. */
    public record Result(String handle, String key, List<Candidate> candidates) {}
}
