package dev.everlog.memory.custom;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps out schemas that would fetch something, never end, or take forever; what is left is a finite tree once each
 * reference is replaced by what it refers to. Confined to one check.
 */
final class SchemaRules {
    /** Characters of JSON: the largest schemas of events that people publish have a tenth of it. */
    static final int MAX_CHARS = 65_536;

    /** Schemas inside of schemas, references followed: the validator walks them by recursion. */
    static final int MAX_DEPTH = 32;

    /** Objects and lists inside of each other, in whatever keyword: two for each schema, and some for constants. */
    private static final int MAX_NESTING = 3 * MAX_DEPTH;

    /** Schemas with each reference followed: as often as that a value may be looked at. */
    static final int MAX_SCHEMAS = 5_000;

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final ObjectNode root;
    private final IdentityHashMap<JsonNode, Integer> sizes = new IdentityHashMap<>();
    private final Set<JsonNode> around = Collections.newSetFromMap(new IdentityHashMap<>());

    private SchemaRules(ObjectNode root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException if it is too large to be looked at */
    static void requireSmall(ObjectNode schema) {
        if (nesting(schema) > MAX_NESTING || schema.toString().length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "a schema has at most "
                            + MAX_CHARS
                            + " characters of JSON and "
                            + MAX_NESTING
                            + " objects inside of each other");
        }
    }

    private static int nesting(JsonNode node) {
        int inner = 0;
        for (JsonNode each : node) {
            inner = Math.max(inner, nesting(each));
        }
        return inner + 1;
    }

    /**
     * The same schema without references, identifiers and definitions.
     *
     * @param schema small, and one that the schema of schemas accepts
     * @throws IllegalArgumentException says what is not allowed, and where
     */
    static ObjectNode standalone(ObjectNode schema) {
        String dialect = schema.path("$schema").asString(DIALECT);
        if (!dialect.startsWith(DIALECT)) {
            throw new IllegalArgumentException(
                    "$schema must be " + DIALECT + " or left away, was " + dialect);
        }
        SchemaRules rules = new SchemaRules(schema);
        rules.check(schema, "");
        return (ObjectNode) rules.inlined(schema);
    }

    /** How many schemas it stands for. */
    private int check(JsonNode schema, String at) {
        Integer known = sizes.get(schema);
        if (known != null) {
            return known;
        }
        enter(schema, at);
        keywords(schema, at);
        int size = 1;
        for (Subschemas.Inner inner : Subschemas.of(schema)) {
            size = limited(size + check(inner.schema(), at + "/" + inner.path()));
        }
        if (schema.has("$ref")) {
            size = limited(size + check(target(schema, at), schema.get("$ref").asString()));
        }
        around.remove(schema);
        sizes.put(schema, size);
        return size;
    }

    private void enter(JsonNode schema, String at) {
        if (!around.add(schema)) {
            throw new IllegalArgumentException(
                    "the schema refers to itself at "
                            + at
                            + ": recursion is not allowed, say how deep it goes");
        }
        if (around.size() > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "schemas are nested deeper than " + MAX_DEPTH + " at " + at);
        }
    }

    private static int limited(int size) {
        if (size > MAX_SCHEMAS) {
            throw new IllegalArgumentException(
                    "with its references followed this is more than " + MAX_SCHEMAS + " schemas");
        }
        return size;
    }

    private void keywords(JsonNode schema, String at) {
        if (schema.has("$dynamicRef") || (!at.isEmpty() && schema.has("$id"))) {
            throw new IllegalArgumentException(
                    "$dynamicRef and an inner $id are not allowed, at " + at);
        }
        if (schema.path("pattern").isString()) {
            LinearPatterns.compile(schema.get("pattern").stringValue());
        }
        schema.path("patternProperties").propertyNames().forEach(LinearPatterns::compile);
    }

    private JsonNode target(JsonNode schema, String at) {
        String reference = schema.get("$ref").asString("");
        boolean inside = reference.equals("#") || reference.startsWith("#/");
        JsonNode target = inside ? root.at(reference.substring(1)) : root.missingNode();
        if (!target.isObject() && !target.isBoolean()) {
            throw new IllegalArgumentException(
                    "$ref "
                            + reference
                            + " at "
                            + (at.isEmpty() ? "the top" : at)
                            + " leads to no schema in here: nothing is fetched; write it out below $defs and refer to"
                            + " #/$defs/name");
        }
        return target;
    }

    private JsonNode inlined(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode copy = (ObjectNode) schema.deepCopy();
        Subschemas.of(schema)
                .forEach(inner -> put(copy, inner.path().split("/", 2), inlined(inner.schema())));
        if (schema.has("$ref")) {
            ArrayNode all =
                    copy.get("allOf") instanceof ArrayNode there ? there : copy.putArray("allOf");
            all.add(inlined(target(schema, "")));
        }
        copy.remove(Subschemas.DEFINITIONS);
        copy.remove(Subschemas.WORDS);
        copy.remove("$ref");
        return copy;
    }

    private static void put(ObjectNode copy, String[] place, JsonNode inner) {
        if (place.length == 1) {
            copy.set(place[0], inner);
        } else if (copy.get(place[0]) instanceof ArrayNode list) {
            list.set(Integer.parseInt(place[1]), inner);
        } else {
            ((ObjectNode) copy.get(place[0])).set(place[1], inner);
        }
    }
}
