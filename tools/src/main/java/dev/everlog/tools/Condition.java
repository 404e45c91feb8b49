package dev.everlog.tools;

import dev.everlog.memory.EventQuery.Op;
import dev.everlog.memory.EventQuery.PayloadFilter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** A condition on the data of an event. Immutable. */
record Condition(
        @Doc(value = "dotted, customer.name or items.0.sku", listed = false) String path,
        @Doc(value = "default eq", listed = false) @Nullable Op op,
        @Doc(value = "to compare with", listed = false) @Nullable JsonNode value) {
    PayloadFilter filter() {
        boolean exists = op == Op.EXISTS || (op == null && value == null);
        if (!exists && value == null) {
            throw new IllegalArgumentException(
                    "where needs a value to compare " + Quoted.name(path) + " with");
        }
        return new PayloadFilter(
                path,
                exists ? Op.EXISTS : op == null ? Op.EQ : op,
                value == null ? NullNode.instance : value);
    }
}
