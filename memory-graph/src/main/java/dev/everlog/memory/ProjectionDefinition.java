package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.custom.Candidate;
import dev.everlog.memory.custom.Field;
import dev.everlog.memory.custom.Groups;
import dev.everlog.memory.custom.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Which events a projection of the user's folds, about what, and into which fields. Immutable.
 *
 * @param subjects exact or {@code person/*}; none for all
 * @param types exact or {@code order.*}; none for all
 * @param where each must hold for the data
 * @param groupBy what a row is about: a path whose texts are its subjects, lists one by one; {@code @subject} by default
 */
public record ProjectionDefinition(
        List<String> subjects,
        List<String> types,
        List<EventQuery.PayloadFilter> where,
        String groupBy,
        List<Field> fields) {
    /** Fields: each keeps a candidate per event in memory. */
    static final int MAX_FIELDS = 32;

    public ProjectionDefinition {
        subjects = subjects == null ? List.of() : List.copyOf(subjects);
        types = types == null ? List.of() : List.copyOf(types);
        where = where == null ? List.of() : List.copyOf(where);
        groupBy = groupBy == null ? "@subject" : groupBy;
        fields = List.copyOf(fields);
        Checks.count("fields", fields, 1, MAX_FIELDS);
        var _ = new EventQuery(subjects, types, where, null, null, null, null);
        try {
            Field.requirePath(groupBy);
        } catch (IllegalArgumentException e) {
            throw MemoryException.invalid(String.valueOf(e.getMessage()), "");
        }
        Set<String> names = new HashSet<>();
        fields.stream()
                .filter(field -> !names.add(field.name()))
                .findFirst()
                .ifPresent(twice -> {
                    throw MemoryException.invalid(
                            "the field " + twice.name() + " is there twice", "rename one");
                });
    }

    /** For data that cannot be read: the name, if it can, and nothing to fold. */
    static MemoryEvent.ProjectionDefined unreadable(String data) {
        return new MemoryEvent.ProjectionDefined(
                Json.object(data).path("name").asString("?"),
                null,
                new ProjectionDefinition(
                        List.of(),
                        List.of("log.nothing"),
                        List.of(),
                        "@subject",
                        List.of(new Field("unreadable", null, Policy.COUNT))));
    }

    /**
     * Folds an event, if it is one of the source. An erased one tells nothing; at one that cannot be folded the projection
     * stands still.
     */
    void fold(StoredEvent event, Groups into) {
        try {
            take(event, into);
        } catch (RuntimeException e) {
            into.add(Groups.Fault.of(event.position().value(), e));
        }
    }

    private void take(StoredEvent event, Groups into) {
        if (event.isErased()
                || !EventSearch.anyOf(types, event.type())
                || !EventSearch.anyOf(subjects, event.subject())) {
            return;
        }
        ObjectNode data = Json.object(event.data());
        if (!PayloadMatch.all(where, data)) {
            return;
        }
        double confidence = data.path("confidence").asDouble(0);
        List<JsonNode> about = values(event, data, groupBy);
        for (int i = 0; i < fields.size(); i++) {
            for (JsonNode value : values(event, data, fields.get(i))) {
                Candidate candidate = new Candidate(event.position().value(), value, confidence);
                int field = i;
                about.stream()
                        .filter(subject -> subject.isValueNode() && !subject.isNull())
                        .forEach(subject -> into.add(subject.asString(), field, candidate));
            }
        }
    }

    private static List<JsonNode> values(StoredEvent event, ObjectNode data, Field field) {
        if (field.path() == null && field.policy() == Policy.COUNT) {
            return List.of(BooleanNode.TRUE); // the event itself
        }
        String path = field.path() == null ? field.name() : field.path();
        return path.startsWith("@") ? values(event, data, path) : one(data, path);
    }

    /** The value at a path; where the path goes through a list, those in it, as a list. */
    private static List<JsonNode> one(ObjectNode data, String path) {
        JsonNode exact = Json.at(data, path);
        if (exact != null) {
            return List.of(exact);
        }
        return spread(data, path.split("\\.", -1), 0).toList();
    }

    /** Subjects, or what the envelope says. */
    private static List<JsonNode> values(StoredEvent event, ObjectNode data, String path) {
        if (!path.startsWith("@")) {
            return spread(data, path.split("\\.", -1), 0).toList();
        }
        String text = envelope(event, path);
        return text == null ? List.of() : List.of(StringNode.valueOf(text));
    }

    private static @Nullable String envelope(StoredEvent event, String path) {
        return switch (path) {
            case "@subject" -> event.subject();
            case "@type" -> event.type();
            case "@actor" -> event.event().origin().actor();
            case "@session" -> event.event().origin().session();
            case "@project" -> event.event().origin().project();
            default -> event.event().occurredAt().toString();
        };
    }

    private static Stream<JsonNode> spread(JsonNode here, String[] path, int step) {
        if (here.isArray()) {
            return here.valueStream().flatMap(each -> spread(each, path, step));
        }
        if (step == path.length) {
            return Stream.of(here);
        }
        JsonNode next = here.get(path[step]);
        return next == null ? Stream.of() : spread(next, path, step + 1);
    }
}
