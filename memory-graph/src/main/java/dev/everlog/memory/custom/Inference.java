package dev.everlog.memory.custom;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema that values have in common: kinds, properties and which of them are always there, ranges of numbers,
 * formats of texts, and the texts themselves where there are few. It accepts each value it was told. Confined.
 */
public final class Inference {
    /** Objects inside of objects; below it nothing is told. */
    private static final int MAX_DEPTH = 8;

    /** Names of properties: more are rather keys of a map, and nothing is told of the others. */
    private static final int MAX_PROPERTIES = 100;

    /** Different texts that still look like a choice. */
    private static final int MAX_CHOICES = 10;

    /** Times each text of a choice is there on average: once each is no choice. */
    private static final int TIMES_EACH = 3;

    private final int depth;
    private final Set<Known.Kind> kinds = EnumSet.noneOf(Known.Kind.class);
    private final Map<String, Inference> properties = new TreeMap<>();
    private final Map<String, Long> present = new TreeMap<>();
    private final Set<String> texts = new TreeSet<>();
    private final Set<TextFormat> formats = EnumSet.allOf(TextFormat.class);
    private @Nullable Inference items;
    private @Nullable BigDecimal least;
    private @Nullable BigDecimal most;
    private long objects;
    private long strings;

    public Inference() {
        this(0);
    }

    private Inference(int depth) {
        this.depth = depth;
    }

    public void add(JsonNode value) {
        switch (value.getNodeType()) {
            case NULL, MISSING, BINARY, POJO -> kinds.add(Known.Kind.NULL);
            case BOOLEAN -> kinds.add(Known.Kind.BOOLEAN);
            case NUMBER -> number(value);
            case STRING -> text(value.stringValue());
            case ARRAY -> array(value);
            case OBJECT -> object(value);
        }
    }

    private void number(JsonNode value) {
        kinds.add(value.isIntegralNumber() ? Known.Kind.INTEGER : Known.Kind.FRACTION);
        BigDecimal number = value.decimalValue();
        least = least == null ? number : least.min(number);
        most = most == null ? number : most.max(number);
    }

    private void text(String text) {
        kinds.add(Known.Kind.STRING);
        strings++;
        if (texts.size() <= MAX_CHOICES) {
            texts.add(text);
        }
        formats.removeIf(format -> !format.fits(text));
    }

    private void array(JsonNode value) {
        kinds.add(Known.Kind.ARRAY);
        if (depth < MAX_DEPTH) {
            Inference all = items == null ? new Inference(depth + 1) : items;
            value.forEach(all::add);
            items = all;
        }
    }

    private void object(JsonNode value) {
        kinds.add(Known.Kind.OBJECT);
        objects++;
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = member.getKey();
            if (depth < MAX_DEPTH
                    && (properties.containsKey(name) || properties.size() < MAX_PROPERTIES)) {
                properties
                        .computeIfAbsent(name, absent -> new Inference(depth + 1))
                        .add(member.getValue());
                present.merge(name, 1L, Long::sum);
            }
        }
    }

    /** The schema of what was told so far; {@code {}} if nothing was. */
    public ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        types(schema);
        if (!properties.isEmpty()) {
            describeObjects(schema);
        }
        if (items != null && !items.kinds.isEmpty()) {
            schema.set("items", items.schema());
        }
        if (least != null) {
            schema.put("minimum", least).put("maximum", most);
        }
        if (kinds.contains(Known.Kind.STRING)) {
            describeTexts(schema);
        }
        return schema;
    }

    private void types(ObjectNode schema) {
        Set<String> types = new TreeSet<>();
        kinds.forEach(kind -> types.add(Known.type(kind)));
        if (types.contains("number")) {
            types.remove("integer");
        }
        if (types.size() == 1) {
            schema.put("type", types.iterator().next());
        } else if (!types.isEmpty()) {
            types.forEach(schema.putArray("type")::add);
        }
    }

    private void describeObjects(ObjectNode schema) {
        ObjectNode described = schema.putObject("properties");
        properties.forEach((name, values) -> described.set(name, values.schema()));
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        present.forEach((name, times) -> {
            if (times == objects) {
                required.add(name);
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
    }

    private void describeTexts(ObjectNode schema) {
        boolean choice = texts.size() <= MAX_CHOICES && strings >= (long) TIMES_EACH * texts.size();
        if (!formats.isEmpty()) {
            schema.put(
                    "format",
                    formats.iterator().next().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else if (choice && kinds.equals(Set.of(Known.Kind.STRING))) {
            texts.forEach(schema.putArray("enum")::add);
        }
    }
}
