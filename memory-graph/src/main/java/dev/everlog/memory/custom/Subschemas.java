package dev.everlog.memory.custom;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Where JSON Schema 2020-12 has schemas inside of schemas. */
final class Subschemas {
    /** Keywords whose value is a schema. */
    private static final Set<String> ONE =
            Set.of(
                    "additionalProperties",
                    "propertyNames",
                    "items",
                    "contains",
                    "not",
                    "if",
                    "then",
                    "else",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                    "contentSchema");

    private static final Set<String> LIST = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> MAP =
            Set.of("properties", "patternProperties", "dependentSchemas");

    /** Names of schemas that count only where something refers to them. */
    static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

    /** Words about a schema that no value can fail. */
    static final Set<String> WORDS =
            Set.of("title", "description", "$comment", "default", "examples", "$id", "$schema");

    private Subschemas() {}

    /**
     * A schema inside another one.
     *
     * @param keyword which holds it
     * @param path from the schema around it
     */
    record Inner(String keyword, String path, JsonNode schema) {}

    /** Those that are looked at when a value is held against this schema; definitions are not. */
    static List<Inner> of(JsonNode schema) {
        List<Inner> inner = new ArrayList<>();
        schema.properties()
                .forEach(member -> {
                    String keyword = member.getKey();
                    JsonNode value = member.getValue();
                    if (ONE.contains(keyword)) {
                        inner.add(new Inner(keyword, keyword, value));
                    } else if (LIST.contains(keyword)) {
                        for (int i = 0; i < value.size(); i++) {
                            inner.add(new Inner(keyword, keyword + "/" + i, value.get(i)));
                        }
                    } else if (MAP.contains(keyword)) {
                        value.properties()
                                .forEach(each ->
                                        inner.add(
                                                new Inner(
                                                        keyword,
                                                        keyword + "/" + each.getKey(),
                                                        each.getValue())));
                    }
                });
        return inner;
    }
}
