package dev.everlog.eventlog.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides whether a query may run, by its parsed form as DuckDB's {@code json_serialize_sql} writes it. What is not known
 * to be harmless is refused: every kind of node, expression and relation, every function and every name of a relation is
 * on a list or is a refusal, whatever a later DuckDB may add.
 */
final class Check {
    private static final JsonMapper JSON = new JsonMapper();

    static final String RELATION = "events";

    private final int parameters;

    private Check(int parameters) {
        this.parameters = parameters;
    }

    /** What is wrong with it; empty if it may run. */
    static Optional<SqlAnswer.Refused> refusal(String parsed, int parameters) {
        try {
            new Check(parameters).check(JSON.readTree(parsed));
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refused);
        } catch (JacksonException | StackOverflowError e) {
            return Optional.of(
                    Words.invalid(
                            "the query is nested too deeply", "use CTEs: WITH a AS (…) SELECT …"));
        }
    }

    private void check(JsonNode parsed) {
        if (parsed.path("error").booleanValue()) {
            throw unparsed(parsed);
        }
        JsonNode statements = parsed.path("statements");
        if (statements.size() != 1) {
            throw refused("one SELECT is allowed, this has " + statements.size() + " statements");
        }
        walk(statements.get(0), Set.of());
    }

    private static RefusedException unparsed(JsonNode parsed) {
        String message = parsed.path("error_message").asString("");
        return refused(
                message.startsWith("Only SELECT")
                        ? "one SELECT is allowed, and nothing that writes, sets, loads or explains"
                        : Words.quoted(message) + at(parsed.path("position").asString("")));
    }

    private static String at(String position) {
        return position.isEmpty() ? "" : ", after " + position + " characters";
    }

    /** @param known names of the CTEs that can be seen here */
    private void walk(JsonNode node, Set<String> known) {
        Set<String> seen = known;
        if (node.isObject()) {
            seen = commonTables(node, known);
            inspect(node, seen);
        }
        for (var child : node.properties()) {
            if (!child.getKey().equals("cte_map")) {
                walk(child.getValue(), seen);
            }
        }
        if (node.isArray()) {
            for (JsonNode child : node) {
                walk(child, seen);
            }
        }
    }

    /** Each sees those before it, and itself only if it is recursive: else its name could stand for something else. */
    private Set<String> commonTables(JsonNode node, Set<String> known) {
        Set<String> seen = new HashSet<>(known);
        for (JsonNode entry : node.path("cte_map").path("map")) {
            walk(entry.path("value"), seen);
            seen.add(name(entry.path("key")));
        }
        if (node.path("type").asString("").equals("RECURSIVE_CTE_NODE")) {
            seen.add(name(node.path("cte_name")));
        }
        return seen;
    }

    private void inspect(JsonNode node, Set<String> known) {
        if (node.has("class")) {
            expression(node);
        } else if (node.path("type").isString()) {
            part(node, known);
        }
        if (node.hasNonNull("sample")) {
            throw refused(
                    "a sample differs from call to call",
                    "sample_events draws samples that can be repeated");
        }
    }

    private void expression(JsonNode node) {
        String kind = node.path("class").asString("");
        if (!Allowed.EXPRESSIONS.contains(kind)) {
            throw refused("an expression of the kind " + kind + " is not allowed");
        }
        switch (kind) {
            case "FUNCTION", "WINDOW" -> function(node, Allowed.FUNCTIONS);
            case "COLUMN_REF" -> column(node.path("column_names"));
            case "PARAMETER" -> parameter(node.path("identifier").asString(""));
            case "CAST" -> type(node.path("cast_type"));
            default -> {}
        }
    }

    private void part(JsonNode node, Set<String> known) {
        String kind = node.path("type").asString("");
        if (isTypeInfo(kind)) {
            return;
        }
        if (!Allowed.PARTS.contains(kind)) {
            throw refused(
                    kind.equals("SHOW_REF")
                            ? "DESCRIBE, SHOW and SUMMARIZE are not allowed"
                            : "a part of the kind " + kind + " is not allowed");
        }
        if (kind.equals("BASE_TABLE")) {
            relation(node, known);
        } else if (kind.equals("TABLE_FUNCTION")) {
            function(node.path("function"), Allowed.RELATIONS);
        }
    }

    /** Of a constant or cast, for instance of a list. */
    private static boolean isTypeInfo(String kind) {
        return kind.endsWith("_TYPE_INFO");
    }

    private static void relation(JsonNode node, Set<String> known) {
        String name = name(node.path("table_name"));
        boolean qualified =
                !node.path("schema_name").asString("").isEmpty()
                        || !node.path("catalog_name").asString("").isEmpty();
        if (qualified || !(name.equals(RELATION) || known.contains(name))) {
            throw refused(
                    "there is no relation " + quoted(name) + (qualified ? " of a schema" : ""));
        }
        if (node.hasNonNull("at_clause")) {
            throw refused(
                    "AT is not allowed in FROM",
                    "give as_of beside sql: a position (e1042) or a time");
        }
    }

    private static void function(JsonNode node, Set<String> allowed) {
        String name = name(node.path("function_name"));
        if (Allowed.CLOCKS.contains(name)) {
            throw clock(name);
        }
        String schema = node.path("schema").asString("") + node.path("catalog").asString("");
        if (!allowed.contains(name) || !(schema.isEmpty() || schema.equals("main"))) {
            throw refused(
                    "the function " + quoted(name) + " is not allowed",
                    "allowed are operators, aggregates, windows and what works on numbers, texts, times, JSON, lists"
                            + " and structs; in FROM "
                            + Allowed.RELATIONS.stream()
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static RefusedException clock(String name) {
        return refused(
                quoted(name) + " is not there, so that a query says the same each time",
                "write the time, for example occurred_at >= '2026-01-31T08:00:00Z', or give it in parameters"
                        + " and cast it: ?::TIMESTAMPTZ - INTERVAL 7 DAY");
    }

    private static void column(JsonNode names) {
        String name = names.size() == 1 ? name(names.get(0)) : "";
        if (Allowed.CLOCKS.contains(name)) {
            throw clock(name);
        }
        if (Allowed.CALLED_WORDS.contains(name)) {
            throw refused(
                    quoted(name) + " is a function that is not allowed, and no name of a column");
        }
    }

    private void parameter(String identifier) {
        if (!identifier.matches("[1-9]\\d{0,2}")) {
            throw refused("parameters are written ? or $1, was $" + identifier);
        }
        if (Integer.parseInt(identifier) > parameters) {
            throw refused(
                    "the query has a parameter $" + identifier + ", given are " + parameters,
                    "for example sql: \"… WHERE subject = ?\", parameters: [\"person/ada\"]");
        }
    }

    private static void type(JsonNode type) {
        JsonNode named = type.path("type_info");
        if (!named.path("catalog").asString("").isEmpty()
                || !named.path("schema").asString("").isEmpty()) {
            throw refused("a type of a schema is not allowed");
        }
    }

    /** As DuckDB compares names: only letters of ASCII are alike in both cases. */
    private static String name(JsonNode text) {
        String name = text.asString("");
        return name.chars().allMatch(unit -> unit < 128) ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static String quoted(String name) {
        return name.length() > 80 ? name.substring(0, 80) + "…" : name;
    }

    private static RefusedException refused(String message) {
        return new RefusedException(Words.invalid(message));
    }

    private static RefusedException refused(String message, String hint) {
        return new RefusedException(Words.invalid(message, hint));
    }

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SqlAnswer.Refused refused;

        RefusedException(SqlAnswer.Refused refused) {
            super(refused.message(), null, false, false);
            this.refused = refused;
        }
    }
}
