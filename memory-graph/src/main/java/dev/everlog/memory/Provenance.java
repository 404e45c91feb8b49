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
    /** Answers that are told: the sessions that matter are mostly the last ones. */
    static final int MAX_SERVED = 10;

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

    /**
     * An answer with a version of it.
     *
     * @param version the event that brought it
     * @param rank its place in the answer, from 1
     */
    public record ServedTo(Serving serving, Position version, int rank) {}

    /**
     * The answer.
     *
     * @param candidates by field, the chosen one first, then the newest; fields in order of first mention
     * @param served where a ledger is kept: the newest answers with it, at most {@link #MAX_SERVED}
     * @param times how often it was served in all
     */
    public record Result(
            String handle,
            String key,
            List<Candidate> candidates,
            List<ServedTo> served,
            int times) {}
}
