package dev.everlog.memory.moving;

import dev.everlog.memory.MemoryException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * How the fields of a row make those of an event: templates such as <code>user/{user_id}</code>, in which braces name a
 * field of the row. A template that is nothing but a field stands for its value, whatever it is. Immutable.
 *
 * @param templates by field of the event
 * @param required of these fields of the row none may be missing: they stand in templates that the caller gave
 */
record Mapping(Map<String, String> templates, Set<String> required) {
    static final List<String> FIELDS =
            List.of(
                    "id",
                    "type",
                    "subject",
                    "occurred_at",
                    "data",
                    "correlation_id",
                    "causation_id",
                    "actor",
                    "session",
                    "project");

    /** Rows whose fields have the names of ours. */
    static final Mapping OURS = ofSameNames();

    /** Rows that are no events. */
    static final Mapping NONE = new Mapping(Map.of(), Set.of());

    /** Entities there have an id only, and no kind. */
    static final Mapping ALLSOURCE =
            new Mapping(
                    Map.of(
                            "id", "{id}",
                            "type", "{event_type}",
                            "subject", "entity/{entity_id}",
                            "occurred_at", "{timestamp}",
                            "data", "{payload}"),
                    Set.of());

    private static final Pattern FIELD = Pattern.compile("\\{([^{}]+)}");

    private static Mapping ofSameNames() {
        Map<String, String> same = new LinkedHashMap<>();
        FIELDS.forEach(field -> same.put(field, "{" + field + "}"));
        return new Mapping(Map.copyOf(same), Set.of());
    }

    /** This with some templates of the caller's. {@code INVALID} for a field that no event has. */
    Mapping with(Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(templates);
        Set<String> wanted = new LinkedHashSet<>();
        given.forEach((field, template) -> {
            if (!FIELDS.contains(field)) {
                throw new MemoryException(
                        MemoryException.Kind.INVALID,
                        "mapping has " + field + ", which no event has",
                        "allowed are "
                                + String.join(", ", FIELDS)
                                + "; for example {\"subject\": \"user/{user_id}\"}");
            }
            all.put(field, template);
            wanted.addAll(fields(template));
        });
        return new Mapping(Map.copyOf(all), Set.copyOf(wanted));
    }

    /** Fields of a row that go into the event by a template. */
    Set<String> used() {
        Set<String> used = new LinkedHashSet<>();
        templates.values().forEach(template -> used.addAll(fields(template)));
        return used;
    }

    private static Set<String> fields(String template) {
        Set<String> fields = new LinkedHashSet<>();
        Matcher matcher = FIELD.matcher(template);
        while (matcher.find()) {
            fields.add(matcher.group(1));
        }
        return fields;
    }

    /**
     * The value of a field, or null if the row does not have what it is made of.
     *
     * @throws IllegalArgumentException if the caller wants a field of the row that is missing
     */
    @Nullable JsonNode value(String field, ObjectNode row) {
        String template = templates.get(field);
        if (template == null) {
            return null;
        }
        Set<String> parts = fields(template);
        for (String part : parts) {
            if (row.path(part).isMissingNode() || row.path(part).isNull()) {
                if (required.contains(part)) {
                    throw new IllegalArgumentException(
                            "it has no " + part + ", of which " + field + " is made");
                }
                return null;
            }
        }
        return parts.size() == 1 && template.equals("{" + parts.iterator().next() + "}")
                ? row.get(parts.iterator().next())
                : StringNode.valueOf(text(template, row));
    }

    private static String text(String template, ObjectNode row) {
        return FIELD.matcher(template)
                .replaceAll(
                        found -> Matcher.quoteReplacement(row.get(found.group(1)).asString("")));
    }
}
