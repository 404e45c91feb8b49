package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text to keep. Immutable. A new version of a memory keeps what is null here: all but text and time, an end of its
 * validity too, unless it contradicts the one that is given.
 *
 * @param text 1 to {@link #MAX_TEXT} Unicode characters
 * @param kind null for a note, if it is new
 * @param about names, subjects ({@code person/ada}) or handles ({@code n17}) of what it is about; a name that nothing
 *     has yet becomes a node {@code entity/<slug>}
 * @param key the caller's own name for this memory, within the project: the same key again is a new version of it
 * @param occurredAt when it happened, null for now
 * @param speaker who said it; becomes a node {@code person/<slug>}
 * @param confidence 0 to 1
 */
public record Remember(
        String text,
        @Nullable MemoryKind kind,
        @Nullable List<String> about,
        @Nullable String key,
        @Nullable Instant occurredAt,
        @Nullable String speaker,
        @Nullable List<String> tags,
        Validity validity,
        @Nullable String source,
        @Nullable Double confidence) {
    /** Characters; a longer text is a document: keep it elsewhere and remember what matters of it. */
    public static final int MAX_TEXT = 100_000;

    /** Things one memory can be about; more would make everything a neighbour of everything. */
    public static final int MAX_ABOUT = 50;

    /** Characters of a name, key, tag or source. */
    static final int MAX_LINE = 200;

    /** Tags of one memory. */
    static final int MAX_TAGS = 50;

    public Remember {
        about = about == null ? null : List.copyOf(about);
        tags = tags == null ? null : List.copyOf(tags);
        Checks.text("text", text, MAX_TEXT);
        lines("about", about, MAX_ABOUT, Subjects.MAX_NODE);
        Checks.line("key", key, MAX_LINE);
        Checks.time("occurred_at", occurredAt);
        Checks.line("speaker", speaker, MAX_LINE);
        lines("tags", tags, MAX_TAGS, MAX_LINE);
        Checks.line("source", source, Remember.MAX_LINE * 10);
        if (confidence != null) {
            Checks.range("confidence", confidence, 0, 1);
        }
    }

    private static void lines(String name, @Nullable List<String> lines, int most, int characters) {
        if (lines != null) {
            Checks.count(name, lines, 0, most);
            lines.forEach(line -> Checks.line(name, line, characters));
        }
    }

    /** Nothing but a text. */
    public static Remember text(String text) {
        return new Remember(text, null, null, null, null, null, null, Validity.ALWAYS, null, null);
    }

    public Remember about(String... others) {
        return new Remember(
                text,
                kind,
                List.of(others),
                key,
                occurredAt,
                speaker,
                tags,
                validity,
                source,
                confidence);
    }

    public Remember key(String other) {
        return new Remember(
                text, kind, about, other, occurredAt, speaker, tags, validity, source, confidence);
    }

    /** CREATED, or REVISED: a new version of the memory with the same key. */
    public enum Outcome {
        CREATED,
        REVISED
    }

    /**
     * What a memory is linked to.
     *
     * @param given as the caller wrote it
     * @param created the node did not exist before
     * @param others handles of other nodes of the same name, when the name is ambiguous
     */
    public record Link(
            String given, String handle, String key, boolean created, List<String> others) {}

    /**
     * A memory that says nearly the same, or the contrary. Nothing is merged or overwritten.
     *
     * @param similarity share of words in common, 0 to 1
     * @param reason empty for a near duplicate
     */
    public record Similar(
            String handle, Position position, String text, double similarity, String reason) {}

    /**
     * The answer.
     *
     * @param handle {@code n17}
     * @param key subject of the memory, {@code memory/…}
     * @param version 1 for a new one
     * @param replaced the text of the version before, when it was another text
     */
    public record Result(
            Receipt receipt,
            String handle,
            String key,
            long version,
            Outcome outcome,
            @Nullable String replaced,
            List<Link> links,
            List<Similar> duplicates,
            List<Similar> contradictions) {}
}
