package dev.everlog.memory;

import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.graph.Edge;
import dev.everlog.memory.graph.EdgeVersion;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Nodes, edges and texts as they are answered: the state knows where, the log knows what. */
final class Rows {
    private static final MemoryEvent.NodeRecorded NOTHING =
            new MemoryEvent.NodeRecorded("erased", "", Json.empty(), null, null, null);

    private Rows() {}

    /** Reads the events that made the node. */
    static NodeRow node(Reading reading, Node node) {
        List<NodeVersion> seen = node.allSeen(reading.sees(), reading.validAt());
        int text = node.text(reading.sees(), reading.validAt());
        NodeVersion last = seen.isEmpty() ? null : seen.getLast();
        return new NodeRow(
                node.number(),
                node.key(),
                reading.type(node.number()),
                reading.name(node.number()),
                properties(reading, seen),
                last == null ? Validity.ALWAYS : Micros.validity(last.from(), last.to()),
                text == Node.NO_TEXT ? null : text(reading, text),
                new Position(last == null ? 0 : last.position()));
    }

    private static ObjectNode properties(Reading reading, List<NodeVersion> seen) {
        ObjectNode properties = Json.empty();
        for (NodeVersion version : seen) {
            if (!GraphFold.MEMORY.equals(version.type())
                    && MemoryEventCodec.decode(reading.event(version.position()))
                            instanceof MemoryEvent.NodeRecorded recorded) {
                Json.mergeShallow(properties, recorded.properties());
            }
        }
        return properties;
    }

    /** Reads the event that recorded it. */
    static EdgeRow edge(Reading reading, Edge edge, Edge.Seen seen) {
        EdgeVersion recorded = seen.recorded();
        ObjectNode properties =
                MemoryEventCodec.decode(reading.event(recorded.position()))
                                instanceof MemoryEvent.EdgeRecorded event
                        ? event.properties()
                        : Json.empty();
        return new EdgeRow(
                "n" + edge.source().number(),
                edge.source().key(),
                edge.relation(),
                "n" + edge.target().number(),
                edge.target().key(),
                recorded.weight(),
                properties,
                Micros.validity(recorded.from(), seen.to()),
                new Position(seen.position()));
    }

    /** Reads the event that brought it. */
    static TextVersion text(Reading reading, int ordinal) {
        Texts texts = reading.states().graph().texts;
        StoredEvent event = reading.event(texts.position(ordinal));
        return text(event, ordinal, texts.node(ordinal));
    }

    /** See {@link Memory#text}. */
    static Optional<TextVersion> brought(StoredEvent event) {
        if (!MemoryEventCodec.beginsNode(event.type())) {
            return Optional.empty();
        }
        boolean brings =
                switch (MemoryEventCodec.decode(event)) {
                    case MemoryEvent.Remembered said -> true;
                    case MemoryEvent.NodeRecorded recorded -> recorded.text() != null;
                    case null, default -> false;
                };
        return brings ? Optional.of(text(event, -1, -1)) : Optional.empty();
    }

    static TextVersion text(StoredEvent event, int ordinal, int node) {
        if (event.isErased()) { // a moment ago; the state that knows of it is about to be replaced
            return described(event, ordinal, node, NOTHING);
        }
        return switch (MemoryEventCodec.decode(event)) {
            case MemoryEvent.Remembered said -> remembered(event, ordinal, node, said);
            case MemoryEvent.NodeRecorded recorded -> described(event, ordinal, node, recorded);
            case null, default ->
                    throw new IllegalStateException(
                            "event " + event.position() + " brings no text");
        };
    }

    private static TextVersion remembered(
            StoredEvent event, int ordinal, int node, MemoryEvent.Remembered said) {
        Origin origin = event.event().origin();
        MemoryEvent.Link speaker = said.speaker();
        return new TextVersion(
                ordinal,
                node,
                event.subject(),
                said.key(),
                event.position(),
                said.text(),
                said.kind().word(),
                event.event().occurredAt(),
                event.recordedAt(),
                origin.actor(),
                speaker == null ? null : speaker.given(),
                origin.session(),
                origin.project(),
                said.tags(),
                new Validity(said.validFrom(), said.validTo()),
                said.source(),
                said.confidence());
    }

    private static TextVersion described(
            StoredEvent event, int ordinal, int node, MemoryEvent.NodeRecorded recorded) {
        Origin origin = event.event().origin();
        String text = recorded.text();
        Instant occurred = event.event().occurredAt();
        return new TextVersion(
                ordinal,
                node,
                event.subject(),
                null,
                event.position(),
                text == null ? "" : text,
                recorded.type(),
                occurred,
                event.recordedAt(),
                origin.actor(),
                null,
                origin.session(),
                origin.project(),
                List.of(),
                new Validity(recorded.validFrom(), recorded.validTo()),
                null,
                null);
    }
}
