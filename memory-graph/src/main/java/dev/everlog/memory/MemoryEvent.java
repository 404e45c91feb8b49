package dev.everlog.memory;

import dev.everlog.memory.custom.Compatibility;
import dev.everlog.memory.custom.SchemaMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The events that this module writes, as their data; all others are the callers'. Immutable. */
sealed interface MemoryEvent {
    /**
     * To what a memory is linked.
     *
     * @param node subject
     * @param given what the caller wrote
     * @param others subjects of other nodes of that name
     */
    record Link(String node, String given, List<String> others) {
        public Link {
            others = others == null ? List.of() : List.copyOf(others);
        }
    }

    /**
     * Another memory that was near when this one was written.
     *
     * @param at position of its event
     * @param reason null for a near duplicate, else why the two contradict each other
     */
    record Near(long at, double similarity, @Nullable String reason) {}

    /** A whole version of a memory; its subject is {@code memory/…}. */
    record Remembered(
            String text,
            MemoryKind kind,
            @Nullable String key,
            List<Link> about,
            @Nullable Link speaker,
            List<String> tags,
            @Nullable Instant validFrom,
            @Nullable Instant validTo,
            @Nullable String source,
            @Nullable Double confidence,
            List<Near> near)
            implements MemoryEvent {
        public Remembered {
            about = about == null ? List.of() : List.copyOf(about);
            tags = tags == null ? List.of() : List.copyOf(tags);
            near = near == null ? List.of() : List.copyOf(near);
        }
    }

    /** A change of a node; its subject is the key of the node. Properties are merged. */
    record NodeRecorded(
            String type,
            String name,
            ObjectNode properties,
            @Nullable String text,
            @Nullable Instant validFrom,
            @Nullable Instant validTo)
            implements MemoryEvent {
        public NodeRecorded {
            properties = properties == null ? Json.empty() : properties;
        }
    }

    /** An edge as it is; its subject is {@code edge/<source>/<relation>}, which all its siblings share. */
    record EdgeRecorded(
            String source,
            String relation,
            String target,
            int stint,
            double weight,
            ObjectNode properties,
            @Nullable Instant validFrom,
            @Nullable Instant validTo,
            @Nullable Boolean functional)
            implements MemoryEvent {
        public EdgeRecorded {
            properties = properties == null ? Json.empty() : properties;
        }
    }

    /**
     * The end of an edge's validity, because another target took its place.
     *
     * @param because subject of the other target
     */
    record EdgeClosed(
            String source,
            String relation,
            String target,
            int stint,
            Instant validTo,
            String because)
            implements MemoryEvent {}

    /**
     * Events that nobody sees from here on; its subject is {@link #VISIBILITY}.
     *
     * @param nodes subjects of what was forgotten by it, if it was not only events
     * @param edges positions of edges that were forgotten by it
     * @param shown events that are seen again from here on: what the undone work had hidden
     * @param undoesWork true if it undoes work, else null
     */
    record EventsHidden(
            List<Long> positions,
            String reason,
            List<String> nodes,
            List<Long> edges,
            List<Long> shown,
            @Nullable Boolean undoesWork)
            implements MemoryEvent {
        public EventsHidden {
            positions = positions == null ? List.of() : List.copyOf(positions);
            nodes = nodes == null ? List.of() : List.copyOf(nodes);
            edges = edges == null ? List.of() : List.copyOf(edges);
            shown = shown == null ? List.of() : List.copyOf(shown);
        }
    }

    /**
     * Hidden events that are seen again from here on; its subject is {@link #VISIBILITY}.
     *
     * @param deletion the act that it undoes, null if it names events
     * @param hidden events that nobody sees from here on: what that act had brought
     */
    record EventsRestored(
            List<Long> positions, String reason, @Nullable Long deletion, List<Long> hidden)
            implements MemoryEvent {
        public EventsRestored {
            positions = positions == null ? List.of() : List.copyOf(positions);
            hidden = hidden == null ? List.of() : List.copyOf(hidden);
        }
    }

    /**
     * Memory put in order, the last event of a batch; its subject is {@link #VISIBILITY}.
     *
     * @param proposal that was followed
     * @param hidden events that nobody sees from here on
     * @param wrote how many of the events right before this one came with it, and go when it is undone
     */
    record Consolidated(String proposal, String reason, List<Long> hidden, int wrote)
            implements MemoryEvent {
        public Consolidated {
            hidden = hidden == null ? List.of() : List.copyOf(hidden);
        }
    }

    /**
     * An answer with memories in it; its subject is {@link #recallSubject}.
     *
     * @param tool that was asked
     * @param question in the caller's words, null if there was none
     * @param at what the answer knew: a position
     * @param events that brought the versions in the answer, in order of the answer
     */
    record RecallServed(String tool, @Nullable String question, long at, List<Long> events)
            implements MemoryEvent {
        public RecallServed {
            events = events == null ? List.of() : List.copyOf(events);
        }
    }

    /**
     * The beginning of a conversation; its subject is {@code session/…}.
     *
     * @param parent another session
     */
    record SessionStarted(@Nullable String goal, @Nullable String parent) implements MemoryEvent {}

    /** A schema for the events of a type, from here on; its subject is {@link #schemaSubject}. */
    record SchemaRegistered(
            String type, ObjectNode schema, SchemaMode mode, Compatibility compatibility)
            implements MemoryEvent {
        public SchemaRegistered {
            schema = schema == null ? Json.empty() : schema;
        }
    }

    /** A projection of the user's own, from here on; its subject is {@link #projectionSubject}. */
    record ProjectionDefined(
            String name, @Nullable String template, @Nullable ProjectionDefinition definition)
            implements MemoryEvent {}

    /** The end of a projection of the user's own; its subject is {@link #projectionSubject}. */
    record ProjectionRemoved(String name) implements MemoryEvent {}

    /** What was served to a session. */
    static String recallSubject(String session) {
        return Subjects.within("log/recall/", session);
    }

    /** All definitions under one name share a subject. */
    static String projectionSubject(String name) {
        return "log/projection/" + name;
    }

    /**
     * A vector that a caller attached to a text, from here on the one of its model; its subject is {@link
     * #embeddingSubject}.
     *
     * @param of position of the event that brought the text
     * @param vector of unit length
     * @param text what the vector is of, if the caller said it
     */
    record Embedded(long of, String model, List<Float> vector, @Nullable String text)
            implements MemoryEvent {
        public Embedded {
            vector = vector == null ? List.of() : List.copyOf(vector);
        }
    }

    /** All vectors of the texts of one node share a subject, which is not that of the node: they say nothing of it. */
    static String embeddingSubject(String node) {
        return "log/embedding/" + node;
    }

    /** What all acts of hiding and restoring are about, so that two of them cannot pass each other. */
    String VISIBILITY = "log/visibility";

    /** All registrations for one type share a subject, on which each event of the type depends. */
    static String schemaSubject(String type) {
        return "log/schema/" + type;
    }

    /** Edges of one source and relation share a subject, so that no two can replace the same one unseen. */
    static String edgeSubject(String source, String relation) {
        return "edge/" + source + "/" + relation;
    }

    /** The source of the edges of an {@link #edgeSubject}; empty for any other subject. */
    static Optional<String> edgeSource(String subject) {
        String kind = "edge/";
        int relation = subject.lastIndexOf('/');
        return subject.startsWith(kind) && relation > kind.length()
                ? Optional.of(subject.substring(kind.length(), relation))
                : Optional.empty();
    }
}
