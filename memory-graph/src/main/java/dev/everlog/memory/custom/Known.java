package dev.everlog.memory.custom;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a value: it matches all of these schemas. Whatever is left out makes more values possible, so that a
 * proof about them holds all the more. Immutable.
 *
 * @param facts schemas without references, {@code allOf} taken apart
 * @param impossible there is no such value
 */
record Known(List<ObjectNode> facts, boolean impossible) {
    /** Kinds of values that schemas tell apart; a number is one of two. */
    enum Kind {
        NULL,
        BOOLEAN,
        OBJECT,
        ARRAY,
        STRING,
        INTEGER,
        FRACTION;

        private static Set<Kind> of(String type) {
            return type.equals("number")
                    ? NUMBERS
                    : EnumSet.of(valueOf(type.toUpperCase(Locale.ROOT)));
        }
    }

    static final Set<Kind> NUMBERS = Set.of(Kind.INTEGER, Kind.FRACTION);

    /** A type that all values of the kind have, and no others as far as a schema can say. */
    static String type(Kind kind) {
        return kind == Kind.FRACTION ? "number" : kind.name().toLowerCase(Locale.ROOT);
    }

    static Known of(JsonNode... schemas) {
        return of(List.of(schemas));
    }

    static Known of(List<? extends JsonNode> schemas) {
        List<ObjectNode> facts = new ArrayList<>();
        boolean possible = schemas.stream().allMatch(schema -> gather(schema, facts));
        return new Known(List.copyOf(facts), !possible);
    }

    private static boolean gather(JsonNode schema, List<ObjectNode> facts) {
        if (!(schema instanceof ObjectNode object)) {
            return schema.booleanValue();
        }
        if (!object.has("allOf")) {
            facts.add(object);
            return true;
        }
        ObjectNode rest = object.deepCopy();
        rest.remove("allOf");
        facts.add(rest);
        return object.get("allOf").valueStream().allMatch(each -> gather(each, facts));
    }

    Known and(JsonNode schema) {
        return of(Stream.concat(facts.stream(), Stream.of(schema)).toList());
    }

    /** The same but for what one fact says by one keyword, and what is said instead. */
    Known instead(ObjectNode fact, String keyword, JsonNode schema) {
        ObjectNode without = fact.deepCopy();
        without.remove(keyword);
        List<JsonNode> others = new ArrayList<>(facts);
        others.set(facts.indexOf(fact), without);
        others.add(schema);
        return of(others);
    }

    Stream<JsonNode> all(String keyword) {
        return facts.stream().filter(fact -> fact.has(keyword)).map(fact -> fact.get(keyword));
    }

    boolean says(String keyword, JsonNode value) {
        return all(keyword).anyMatch(value::equals);
    }

    /** Whether one fact says all of this as another schema does. */
    boolean saysAlike(ObjectNode other, String... keywords) {
        return facts.stream()
                .anyMatch(fact ->
                        Stream.of(keywords)
                                .allMatch(word -> Objects.equals(fact.get(word), other.get(word))));
    }

    Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.allOf(Kind.class);
        all("type").forEach(type -> kinds.retainAll(kinds(type)));
        return kinds;
    }

    static Set<Kind> kinds(JsonNode type) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (type.isString()) {
            kinds.addAll(Kind.of(type.stringValue()));
        } else {
            type.valueStream().forEach(each -> kinds.addAll(Kind.of(each.stringValue())));
        }
        return kinds;
    }

    /** The values there can be, where they are few; else null. */
    @Nullable List<JsonNode> values() {
        List<JsonNode> named =
                Stream.concat(
                                all("const").map(List::of),
                                all("enum").map(list -> list.valueStream().toList()))
                        .findFirst()
                        .orElseGet(this::fewByKind);
        if (named == null) {
            return null;
        }
        List<EventSchema> schemas = facts.stream().map(EventSchema::part).toList();
        return named.stream()
                .filter(value -> schemas.stream().allMatch(schema -> schema.accepts(value)))
                .toList();
    }

    private @Nullable List<JsonNode> fewByKind() {
        Set<Kind> kinds = kinds();
        if (!EnumSet.of(Kind.NULL, Kind.BOOLEAN).containsAll(kinds)) {
            return null;
        }
        List<JsonNode> few = new ArrayList<>();
        if (kinds.contains(Kind.NULL)) {
            few.add(NullNode.instance);
        }
        if (kinds.contains(Kind.BOOLEAN)) {
            Collections.addAll(few, BooleanNode.TRUE, BooleanNode.FALSE);
        }
        return few;
    }

    /** The greatest of what a keyword says, null if nothing. */
    @Nullable BigDecimal floor(String keyword) {
        return all(keyword).map(JsonNode::decimalValue).max(BigDecimal::compareTo).orElse(null);
    }

    /** The least of what a keyword says, null if nothing. */
    @Nullable BigDecimal ceiling(String keyword) {
        return all(keyword).map(JsonNode::decimalValue).min(BigDecimal::compareTo).orElse(null);
    }

    Set<String> required() {
        Set<String> names = new TreeSet<>();
        all("required").forEach(list -> list.forEach(name -> names.add(name.stringValue())));
        return names;
    }

    /** Properties that some fact names. */
    Set<String> named() {
        Set<String> names = new TreeSet<>();
        all("properties").forEach(properties -> names.addAll(properties.propertyNames()));
        return names;
    }

    /** What is known of the property of this name. */
    Known property(String name) {
        List<JsonNode> schemas = new ArrayList<>();
        facts.forEach(fact -> schemas.addAll(ofProperty(fact, name)));
        return of(schemas);
    }

    /** The schemas that one schema holds a property against. */
    static List<JsonNode> ofProperty(ObjectNode schema, String name) {
        List<JsonNode> schemas = new ArrayList<>();
        if (schema.path("properties").has(name)) {
            schemas.add(schema.get("properties").get(name));
        }
        schema.path("patternProperties")
                .properties()
                .forEach(pattern -> {
                    if (LinearPatterns.finds(pattern.getKey(), name)) {
                        schemas.add(pattern.getValue());
                    }
                });
        if (schemas.isEmpty() && schema.has("additionalProperties")) {
            schemas.add(schema.get("additionalProperties"));
        }
        return schemas;
    }

    /** What is known of properties that no fact names and that match this pattern. */
    Known matching(String pattern) {
        return others(fact -> false, pattern);
    }

    /** What is known of properties that no fact names and that match none of these patterns. */
    Known others(Set<String> patterns) {
        return others(
                fact -> patterns.containsAll(fact.get("patternProperties").propertyNames()), null);
    }

    private Known others(Predicate<ObjectNode> noneMatches, @Nullable String pattern) {
        List<JsonNode> schemas = new ArrayList<>();
        for (ObjectNode fact : facts) {
            JsonNode patterns = fact.path("patternProperties");
            if (pattern != null && patterns.has(pattern)) {
                schemas.add(patterns.get(pattern));
            } else if ((patterns.isMissingNode() || noneMatches.test(fact))
                    && fact.has("additionalProperties")) {
                schemas.add(fact.get("additionalProperties"));
            }
        }
        return of(schemas);
    }

    /** What is known of the item at an index. */
    Known item(int index) {
        return of(facts.stream().map(fact -> ofItem(fact, index)).toList());
    }

    static JsonNode ofItem(ObjectNode schema, int index) {
        JsonNode first = schema.path("prefixItems");
        return index < first.size()
                ? first.get(index)
                : schema.has("items") ? schema.get("items") : JsonNodeFactory.instance.objectNode();
    }

    /** Items that are described one by one. */
    int described() {
        return all("prefixItems").mapToInt(JsonNode::size).max().orElse(0);
    }
}
