package dev.everlog.eventlog.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a query may be made of, by the words of DuckDB's parsed form, and what is refused with a word of its own. */
final class Allowed {
    /** Kinds of expressions. */
    static final Set<String> EXPRESSIONS =
            Set.of(
                    "BETWEEN",
                    "CASE",
                    "CAST",
                    "COLLATE",
                    "COLUMN_REF",
                    "COMPARISON",
                    "CONJUNCTION",
                    "CONSTANT",
                    "FUNCTION",
                    "LAMBDA",
                    "LAMBDA_REF",
                    "OPERATOR",
                    "PARAMETER",
                    "POSITIONAL_REFERENCE",
                    "STAR",
                    "SUBQUERY",
                    "TYPE",
                    "WINDOW");

    /** Nodes, relations, modifiers and directions of sorting. */
    static final Set<String> PARTS =
            Set.of(
                    "SELECT_NODE",
                    "SET_OPERATION_NODE",
                    "RECURSIVE_CTE_NODE",
                    "CTE_NODE",
                    "BASE_TABLE",
                    "SUBQUERY",
                    "JOIN",
                    "TABLE_FUNCTION",
                    "EXPRESSION_LIST",
                    "EMPTY",
                    "ORDER_MODIFIER",
                    "LIMIT_MODIFIER",
                    "LIMIT_PERCENT_MODIFIER",
                    "DISTINCT_MODIFIER",
                    "ORDER_DEFAULT",
                    "ASCENDING",
                    "DESCENDING");

    /** Bare words that DuckDB takes for calls when no column has the name. */
    static final Set<String> CLOCKS =
            Set.of(
                    "current_date",
                    "current_time",
                    "current_timestamp",
                    "get_current_time",
                    "get_current_timestamp",
                    "current_localtime",
                    "current_localtimestamp",
                    "localtime",
                    "localtimestamp",
                    "now",
                    "today",
                    "transaction_timestamp");

    static final Set<String> CALLED_WORDS =
            Set.of(
                    "current_catalog",
                    "current_database",
                    "current_role",
                    "current_schema",
                    "current_user",
                    "session_user",
                    "user");

    static final Set<String> FUNCTIONS = names("functions.txt");
    static final Set<String> RELATIONS = names("relations.txt");

    private Allowed() {}

    private static Set<String> names(String file) {
        var found = Objects.requireNonNull(Allowed.class.getResourceAsStream(file));
        try (var lines = new BufferedReader(new InputStreamReader(found, StandardCharsets.UTF_8))) {
            List<String> all = lines.readAllLines();
            return all.stream()
                    .filter(line -> !line.startsWith("# "))
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
