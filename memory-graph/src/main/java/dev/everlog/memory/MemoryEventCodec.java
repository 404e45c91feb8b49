package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The data of our events as JSON, and back. */
final class MemoryEventCodec {
    static final String REMEMBERED = "memory.remembered";
    static final String NODE_RECORDED = "node.recorded";
    static final String EDGE_RECORDED = "edge.recorded";
    static final String EDGE_CLOSED = "edge.closed";
    static final String HIDDEN = "events.hidden";
    static final String RESTORED = "events.restored";
    static final String CONSOLIDATED = "events.consolidated";
    static final String RECALL_SERVED = "log.recall_served";
    static final String SESSION_STARTED = "session.started";
    static final String SCHEMA_REGISTERED = "log.schema_registered";
    static final String PROJECTION_DEFINED = "log.projection_defined";
    static final String PROJECTION_REMOVED = "log.projection_removed";

    static final String EMBEDDED = "memory.embedded";

    private MemoryEventCodec() {}

    static String type(MemoryEvent event) {
        return switch (event) {
            case MemoryEvent.Remembered remembered -> REMEMBERED;
            case MemoryEvent.NodeRecorded recorded -> NODE_RECORDED;
            case MemoryEvent.EdgeRecorded recorded -> EDGE_RECORDED;
            case MemoryEvent.EdgeClosed closed -> EDGE_CLOSED;
            case MemoryEvent.EventsHidden hidden -> HIDDEN;
            case MemoryEvent.EventsRestored restored -> RESTORED;
            case MemoryEvent.Consolidated consolidated -> CONSOLIDATED;
            case MemoryEvent.RecallServed served -> RECALL_SERVED;
            case MemoryEvent.SessionStarted started -> SESSION_STARTED;
            case MemoryEvent.SchemaRegistered registered -> SCHEMA_REGISTERED;
            case MemoryEvent.ProjectionDefined defined -> PROJECTION_DEFINED;
            case MemoryEvent.Embedded embedded -> EMBEDDED;
            case MemoryEvent.ProjectionRemoved removed -> PROJECTION_REMOVED;
        };
    }

    static String data(MemoryEvent event) {
        return Json.MAPPER.writeValueAsString(event);
    }

    /** With a null for each member that the earlier event of the subject has and this one not: states merge events. */
    static String data(MemoryEvent event, MemoryEvent earlier) {
        ObjectNode data = Json.MAPPER.valueToTree(event);
        ObjectNode before = Json.MAPPER.valueToTree(earlier);
        before.propertyNames().stream()
                .filter(name -> !data.has(name))
                .toList()
                .forEach(data::putNull);
        return Json.MAPPER.writeValueAsString(data);
    }

    /** Whether events of this type are about a node of the graph. */
    static boolean beginsNode(String type) {
        return REMEMBERED.equals(type) || NODE_RECORDED.equals(type);
    }

    /** Null for an event that is not ours. */
    static @Nullable MemoryEvent decode(StoredEvent event) {
        Class<? extends MemoryEvent> kind =
                switch (event.type()) {
                    case REMEMBERED -> MemoryEvent.Remembered.class;
                    case NODE_RECORDED -> MemoryEvent.NodeRecorded.class;
                    case EDGE_RECORDED -> MemoryEvent.EdgeRecorded.class;
                    case EDGE_CLOSED -> MemoryEvent.EdgeClosed.class;
                    case HIDDEN -> MemoryEvent.EventsHidden.class;
                    case RESTORED -> MemoryEvent.EventsRestored.class;
                    case CONSOLIDATED -> MemoryEvent.Consolidated.class;
                    case RECALL_SERVED -> MemoryEvent.RecallServed.class;
                    case SESSION_STARTED -> MemoryEvent.SessionStarted.class;
                    case SCHEMA_REGISTERED -> MemoryEvent.SchemaRegistered.class;
                    case PROJECTION_DEFINED -> MemoryEvent.ProjectionDefined.class;
                    case EMBEDDED -> MemoryEvent.Embedded.class;
                    case PROJECTION_REMOVED -> MemoryEvent.ProjectionRemoved.class;
                    default -> null;
                };
        return kind == null ? null : Json.MAPPER.readValue(event.data(), kind);
    }

    /** Whether a type's first word is one that only we write. */
    static boolean reserved(String type) {
        int dot = type.indexOf('.');
        String first = dot < 0 ? type : type.substring(0, dot);
        return Ingest.RESERVED.stream().anyMatch(first::equalsIgnoreCase);
    }

    /** Rules cannot be hidden: they are replaced by newer ones. */
    static boolean isRule(String type) {
        return type.equals(SCHEMA_REGISTERED) || concernsProjections(type);
    }

    static boolean concernsProjections(String type) {
        return type.equals(PROJECTION_DEFINED) || type.equals(PROJECTION_REMOVED);
    }

    /** Acts of hiding and restoring can themselves not be hidden. */
    static boolean concernsVisibility(String type) {
        return List.of(HIDDEN, RESTORED, CONSOLIDATED).contains(type);
    }
}
