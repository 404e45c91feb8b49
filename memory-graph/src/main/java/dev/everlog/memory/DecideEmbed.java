package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Position;
import dev.everlog.memory.graph.Node;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The rules of attaching a vector. Pure. */
final class DecideEmbed {
    private DecideEmbed() {}

    static Decision decide(Reading reading, EmbedText request, Instant now) {
        Node node = References.resolve(reading, request.node());
        int text = reading.textOfNode(node.number());
        if (text == Node.NO_TEXT) {
            throw MemoryException.invalid(
                    "n" + node.number() + " has no text that could be found by a vector",
                    "give it one with memory_add_node and text, or attach the vector to a memory about it");
        }
        checkDimensions(reading, request);
        String subject = MemoryEvent.embeddingSubject(node.key());
        MemoryEvent event =
                new MemoryEvent.Embedded(
                        reading.recordedBy(text).value(),
                        request.model(),
                        request.components(),
                        request.text());
        return new Decision(
                List.of(Decision.Draft.of(subject, now, event)),
                new AppendCondition.Unchanged(Set.of(subject, node.key()), reading.position()));
    }

    private static void checkDimensions(Reading reading, EmbedText request) {
        int known = reading.states().embeddings().dimensions(request.model(), reading.sees());
        int given = request.vector().dimensions();
        if (known != 0 && known != given) {
            throw MemoryException.invalid(
                    "the vectors of "
                            + request.model()
                            + " that are there have "
                            + known
                            + " numbers, this one has "
                            + given,
                    "vectors of one model are equally long; another model needs another name");
        }
    }

    /**
     * The answer, from what was written alone.
     *
     * @param before as of the event before it
     */
    static EmbedText.Result answer(Written written, Reading before) {
        if (!(MemoryEventCodec.decode(written.last()) instanceof MemoryEvent.Embedded embedded)) {
            throw new IllegalStateException(
                    "no vector was attached at " + written.last().position());
        }
        Position text = new Position(embedded.of());
        int ordinal = before.states().graph().texts.ordinalAt(text.value());
        return new EmbedText.Result(
                written.receipt(),
                "n" + before.nodeOfText(ordinal),
                text,
                embedded.model(),
                embedded.vector().size());
    }
}
