package dev.everlog.memory;

import static java.util.Objects.requireNonNullElse;

import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version that a new one of the same memory takes the place of: what the new one does not say stays as it was, so
 * that a correction of the text loses no links. Immutable.
 */
record Earlier(MemoryEvent.Remembered said) {
    private static final Earlier NONE =
            new Earlier(
                    new MemoryEvent.Remembered(
                            "",
                            MemoryKind.NOTE,
                            null,
                            List.of(),
                            null,
                            List.of(),
                            null,
                            null,
                            null,
                            null,
                            List.of()));

    /** Of a new or a forgotten memory it is an empty one. Reads one event of the log. */
    static Earlier of(Reading reading, String subject) {
        Node node = reading.states().graph().graph.find(subject);
        int text = node == null ? Node.NO_TEXT : reading.textOfNode(node.number());
        return text != Node.NO_TEXT
                        && MemoryEventCodec.decode(
                                        reading.event(
                                                reading.states().graph().texts.position(text)))
                                instanceof MemoryEvent.Remembered said
                ? new Earlier(said)
                : NONE;
    }

    /**
     * The new version.
     *
     * @param about null if the request does not say
     * @param speaker null if the request does not say
     */
    MemoryEvent.Remembered revisedBy(
            Remember request,
            @Nullable List<MemoryEvent.Link> about,
            MemoryEvent.@Nullable Link speaker,
            List<MemoryEvent.Near> near) {
        Validity validity = validity(request.validity());
        return new MemoryEvent.Remembered(
                request.text(),
                requireNonNullElse(request.kind(), said.kind()),
                request.key(),
                requireNonNullElse(about, said.about()),
                speaker == null ? said.speaker() : speaker,
                requireNonNullElse(request.tags(), said.tags()),
                validity.from(),
                validity.to(),
                request.source() == null ? said.source() : request.source(),
                request.confidence() == null ? said.confidence() : request.confidence(),
                near);
    }

    /** An end that was not given stays, unless the interval would be empty with it. */
    private Validity validity(Validity given) {
        Instant from = given.from() == null ? said.validFrom() : given.from();
        Instant to = given.to() == null ? said.validTo() : given.to();
        return from != null && to != null && !from.isBefore(to) ? given : new Validity(from, to);
    }
}
