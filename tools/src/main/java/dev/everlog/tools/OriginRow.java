package dev.everlog.tools;

import dev.everlog.memory.Provenance;
import dev.everlog.memory.Provenance.Standing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Something that was said of a node, and whether it is what is known.
 *
 * @param value null when it was taken away, is hidden or was erased
 * @param by the event that superseded or hides it
 */
record OriginRow(
        String field,
        @Nullable JsonNode value,
        Standing standing,
        @Nullable String by,
        String event,
        String recordedAt,
        @Nullable String occurredAt,
        String actor,
        @Nullable String session)
        implements Row<OriginRow> {
    static OriginRow of(Provenance.Candidate candidate) {
        var stored = candidate.event();
        var occurred = stored.event().occurredAt();
        return new OriginRow(
                candidate.field(),
                candidate.value(),
                candidate.standing(),
                candidate.by() == null ? null : candidate.by().toString(),
                stored.position().toString(),
                Times.utc(stored.recordedAt()),
                Times.toldLater(occurred, stored.recordedAt()) ? Times.utc(occurred) : null,
                stored.event().origin().actor(),
                stored.event().origin().session());
    }

    /** For instance {@code city "Paris" chosen e12 2026-05-03T10:00:00Z by ada}. */
    @Override
    public String line() {
        return Quoted.name(field)
                + " "
                + (value == null ? "nothing" : Quoted.json(value))
                + " "
                + Names.constant(standing)
                + (by == null ? "" : " by " + by)
                + ": "
                + event
                + " "
                + recordedAt
                + (occurredAt == null ? "" : " of " + occurredAt)
                + " by "
                + Quoted.name(actor)
                + (session == null ? "" : " in " + Quoted.name(session));
    }

    @Override
    public OriginRow shortened(int characters) {
        return new OriginRow(
                field,
                value == null
                        ? null
                        : StringNode.valueOf(Quoted.start(value.toString(), characters)),
                standing,
                by,
                event,
                recordedAt,
                occurredAt,
                actor,
                session);
    }
}
