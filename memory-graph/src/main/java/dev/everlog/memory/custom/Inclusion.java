package dev.everlog.memory.custom;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A proof that each value which one schema accepts is accepted by another. What it proves is true; what it cannot prove
 * may be true all the same, and counts as a gap: deciding it in general is hard for a computer too (Habib et al.,
 * "Finding Data Compatibility Bugs with JSON Subschema Checks", 2021). Confined to one proof.
 */
final class Inclusion {
    /** Comparisons of two schemas: alternatives inside of alternatives multiply. */
    private static final int MAX_STEPS = 5_000;

    /** Gaps that are told: the first few show what to change. */
    static final int MAX_GAPS = 10;

    private int steps;

    private Inclusion() {}

    /** Where a value may match the narrow schema and not the wide one, at most {@link #MAX_GAPS}; none if proved. */
    static List<String> gaps(EventSchema narrow, EventSchema wide) {
        Inclusion proof = new Inclusion();
        List<String> gaps = proof.gaps(Known.of(narrow.standalone()), wide.standalone(), "");
        return gaps.stream().distinct().limit(MAX_GAPS).toList();
    }

    private List<String> gaps(Known known, JsonNode wanted, String at) {
        if (++steps > MAX_STEPS) {
            return List.of(gap(at, "too many alternatives to prove that all are accepted"));
        }
        if (known.impossible() || known.kinds().isEmpty() || known.facts().contains(wanted)) {
            return List.of();
        }
        if (!(wanted instanceof ObjectNode schema)) {
            return wanted.booleanValue()
                    ? List.of()
                    : List.of(gap(at, "a value may be there, and none is accepted"));
        }
        List<JsonNode> values = known.values();
        if (values != null) {
            return gapsOfValues(values, schema, at);
        }
        List<String> gaps = gapsByKeyword(known, schema, at);
        return gaps.isEmpty() || byAlternatives(known, schema, at) || byKinds(known, schema, at)
                ? List.of()
                : gaps;
    }

    private static List<String> gapsOfValues(List<JsonNode> values, ObjectNode schema, String at) {
        EventSchema accepting = EventSchema.part(schema);
        return values.stream()
                .filter(value -> !accepting.accepts(value))
                .map(value -> gap(at, "the value " + value + " is not accepted"))
                .toList();
    }

    /** Whether each branch of one choice is included. */
    private boolean byAlternatives(Known known, ObjectNode schema, String at) {
        for (ObjectNode fact : known.facts()) {
            for (String choice : List.of("anyOf", "oneOf")) {
                if (fact.has(choice)
                        && fact.get(choice)
                                .valueStream()
                                .allMatch(branch ->
                                        gaps(known.instead(fact, choice, branch), schema, at)
                                                .isEmpty())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the values of each kind are included, where the wanted schema has a choice. */
    private boolean byKinds(Known known, ObjectNode schema, String at) {
        boolean choice = schema.has("anyOf") || schema.has("oneOf");
        Set<Known.Kind> kinds = known.kinds();
        boolean whole = kinds.contains(Known.Kind.INTEGER) && kinds.contains(Known.Kind.FRACTION);
        List<String> types = new ArrayList<>();
        kinds.stream()
                .filter(kind -> !(whole && Known.NUMBERS.contains(kind)))
                .forEach(kind -> types.add(Known.type(kind)));
        if (whole) {
            types.add("number");
        }
        return choice
                && types.size() > 1
                && types.stream()
                        .allMatch(type -> gaps(known.and(type(type)), schema, at).isEmpty());
    }

    private static ObjectNode type(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private List<String> gapsByKeyword(Known known, ObjectNode schema, String at) {
        List<String> gaps = new ArrayList<>();
        Set<Known.Kind> kinds = known.kinds();
        schema.properties()
                .forEach(member ->
                        gaps.addAll(
                                gapsOf(
                                        known,
                                        kinds,
                                        schema,
                                        member.getKey(),
                                        member.getValue(),
                                        at)));
        return gaps;
    }

    private List<String> gapsOf(
            Known known,
            Set<Known.Kind> kinds,
            ObjectNode schema,
            String keyword,
            JsonNode value,
            String at) {
        Set<Known.Kind> about = Keywords.about(keyword);
        if (about.stream().noneMatch(kinds::contains)) {
            return List.of();
        }
        return switch (keyword) {
            case "allOf" -> each(known, value, at + "/allOf");
            case "anyOf" -> one(known, value, at + "/anyOf");
            case "oneOf" -> exactlyOne(known, value, at + "/oneOf");
            case "not" -> gapOf(known.says("not", value) || apart(known, value), at, keyword);
            case "if" -> conditional(known, schema, at);
            case "properties", "patternProperties", "additionalProperties" ->
                    keyword.equals(firstOfObject(schema))
                            ? properties(known, schema, at)
                            : List.of();
            case "required" -> required(known, value, at);
            case "dependentSchemas" -> dependents(known, value, at);
            case "items", "prefixItems" ->
                    keyword.equals("items") && schema.has("prefixItems")
                            ? List.of()
                            : items(known, schema, at);
            default -> gapOf(Keywords.implied(known, schema, keyword), at, keyword + " " + value);
        };
    }

    private static @Nullable String firstOfObject(ObjectNode schema) {
        return schema.propertyNames().stream()
                .filter(Set.of("properties", "patternProperties", "additionalProperties")::contains)
                .findFirst()
                .orElse(null);
    }

    private List<String> each(Known known, JsonNode schemas, String at) {
        List<String> gaps = new ArrayList<>();
        schemas.forEach(schema -> gaps.addAll(gaps(known, schema, at)));
        return gaps;
    }

    private List<String> one(Known known, JsonNode branches, String at) {
        return gapOf(
                branches.valueStream().anyMatch(branch -> gaps(known, branch, at).isEmpty()),
                at,
                "one of the alternatives");
    }

    private List<String> exactlyOne(Known known, JsonNode branches, String at) {
        boolean proved = known.says("oneOf", branches);
        for (int i = 0; i < branches.size() && !proved; i++) {
            proved = gaps(known, branches.get(i), at).isEmpty() && othersApart(known, branches, i);
        }
        return gapOf(proved, at, "exactly one of the alternatives");
    }

    private static boolean othersApart(Known known, JsonNode branches, int index) {
        return IntStream.range(0, branches.size())
                .allMatch(other -> other == index || apart(known, branches.get(other)));
    }

    /** Whether no value can match both: they are of other kinds, or a property that must be there has other values. */
    private static boolean apart(Known known, JsonNode schema) {
        Known both = known.and(schema);
        if (both.impossible() || both.kinds().isEmpty()) {
            return true;
        }
        List<JsonNode> values = both.values();
        if (values != null) {
            return values.isEmpty();
        }
        boolean objectsOnly = both.kinds().equals(EnumSet.of(Known.Kind.OBJECT));
        return objectsOnly
                && both.required().stream()
                        .map(name -> both.property(name).values())
                        .anyMatch(few -> few != null && few.isEmpty());
    }

    private List<String> conditional(Known known, ObjectNode schema, String at) {
        if (known.saysAlike(schema, "if", "then", "else")) {
            return List.of();
        }
        List<String> gaps = new ArrayList<>();
        for (String branch : List.of("then", "else")) {
            if (schema.has(branch)) {
                gaps.addAll(gaps(known, schema.get(branch), at + "/" + branch));
            }
        }
        return gaps;
    }

    private static List<String> required(Known known, JsonNode names, String at) {
        Set<String> there = known.required();
        return names.valueStream()
                .map(JsonNode::stringValue)
                .filter(name -> !there.contains(name))
                .map(name -> gap(at + "/required/" + name, "it may be missing"))
                .toList();
    }

    private List<String> dependents(Known known, JsonNode schemas, String at) {
        List<String> gaps = new ArrayList<>();
        if (!known.says("dependentSchemas", schemas)) {
            schemas.properties()
                    .forEach(each ->
                            gaps.addAll(
                                    gaps(
                                            known,
                                            each.getValue(),
                                            at + "/dependentSchemas/" + each.getKey())));
        }
        return gaps;
    }

    private List<String> properties(Known known, ObjectNode schema, String at) {
        List<String> gaps = new ArrayList<>();
        Set<String> names = new TreeSet<>(known.named());
        names.addAll(schema.path("properties").propertyNames());
        for (String name : names) {
            Known value = known.property(name);
            Known.ofProperty(schema, name)
                    .forEach(each -> gaps.addAll(gaps(value, each, at + "/properties/" + name)));
        }
        JsonNode patterns = schema.path("patternProperties");
        patterns.properties()
                .forEach(each ->
                        gaps.addAll(
                                gaps(
                                        known.matching(each.getKey()),
                                        each.getValue(),
                                        at + "/patternProperties/" + each.getKey())));
        if (schema.has("additionalProperties")) {
            gaps.addAll(
                    gaps(
                            known.others(Set.copyOf(patterns.propertyNames())),
                            schema.get("additionalProperties"),
                            at + "/additionalProperties"));
        }
        return gaps;
    }

    private List<String> items(Known known, ObjectNode schema, String at) {
        List<String> gaps = new ArrayList<>();
        int described = Math.max(known.described(), schema.path("prefixItems").size());
        BigDecimal most = known.ceiling("maxItems");
        for (int i = 0; i <= described; i++) {
            if (most == null || most.compareTo(BigDecimal.valueOf(i)) > 0) {
                String place = i < described ? "/prefixItems/" + i : "/items";
                gaps.addAll(gaps(known.item(i), Known.ofItem(schema, i), at + place));
            }
        }
        return gaps;
    }

    private static List<String> gapOf(boolean proved, String at, String wanted) {
        return proved
                ? List.of()
                : List.of(gap(at, "it cannot be proved that this always holds: " + wanted));
    }

    private static String gap(String at, String why) {
        return (at.isEmpty() ? "at the top" : at) + ": " + why;
    }
}
