package dev.everlog.tools;

import dev.everlog.memory.EventQuery.Op;
import dev.everlog.memory.EventQuery.PayloadFilter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** A condition on the data of an event. Immutable. */
record Condition(
        @Doc(value = "dotted, customer.name or items.0.sku", listed = false) String path,
        @Doc(value = "default eq", listed = false) @Nullable Op op,
        @Doc(value = "to compare with; false with exists: what has it not", listed = false)
                @Nullable JsonNode value) {
    Condition {
        if (value == null && !asksForExistence(op, value)) {
            throw new IllegalArgumentException(
                    "where needs a value to compare " + Quoted.name(path) + " with");
        }
    }

    /** @throws IllegalArgumentException if it is none */
    static Condition of(JsonNode given) {
        try {
            var condition = Json.MAPPER.treeToValue(given, Condition.class);
            if (condition != null && condition.path != null) {
                return condition;
            }
        } catch (JacksonException e) {
            // Told below, with what it should be.
        }
        throw new IllegalArgumentException(
                "where[] is "
                        + Quoted.data(Names.shortened(given.toString()))
                        + ", wanted {\"path\": \"customer.name\", \"op\": \"eq\", \"value\": \"Acme\"}, op one of "
                        + Stream.of(Op.values()).map(Names::constant).toList());
    }

    /** @throws IllegalArgumentException if one of a list is none */
    static void requireAll(@Nullable List<JsonNode> given) {
        Stream.ofNullable(given).flatMap(List::stream).forEach(Condition::of);
    }

    /** Those of a list whose form {@code query_events} tells; the list of tools does not say it again. */
    static List<PayloadFilter> filters(@Nullable List<JsonNode> given) {
        return Stream.ofNullable(given)
                .flatMap(List::stream)
                .map(Condition::of)
                .map(Condition::filter)
                .toList();
    }

    PayloadFilter filter() {
        return new PayloadFilter(
                path,
                asksForExistence(op, value) ? Op.EXISTS : op == null ? Op.EQ : op,
                value == null ? NullNode.instance : value);
    }

    private static boolean asksForExistence(@Nullable Op op, @Nullable JsonNode value) {
        return op == Op.EXISTS || (op == null && value == null);
    }
}
