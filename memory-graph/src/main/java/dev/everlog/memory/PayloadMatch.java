package dev.everlog.memory;

import dev.everlog.memory.EventQuery.PayloadFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether conditions hold for the data of an event or the properties of a node. Pure. */
final class PayloadMatch {
    private PayloadMatch() {}

    static boolean all(List<PayloadFilter> filters, JsonNode data) {
        return filters.stream().allMatch(filter -> holds(filter, Json.at(data, filter.path())));
    }

    private static boolean holds(PayloadFilter filter, @Nullable JsonNode found) {
        JsonNode wanted = filter.value();
        return switch (filter.op()) {
            case EXISTS -> (found != null) == wanted.asBoolean(true);
            case NE -> found == null || !equal(found, wanted);
            case EQ -> found != null && equal(found, wanted);
            case IN -> found != null && wanted.valueStream().anyMatch(value -> equal(found, value));
            case CONTAINS -> found != null && contains(found, wanted);
            case LT -> found != null && comparable(found, wanted) && compare(found, wanted) < 0;
            case LE -> found != null && comparable(found, wanted) && compare(found, wanted) <= 0;
            case GT -> found != null && comparable(found, wanted) && compare(found, wanted) > 0;
            case GE -> found != null && comparable(found, wanted) && compare(found, wanted) >= 0;
        };
    }

    private static boolean equal(JsonNode a, JsonNode b) {
        return comparable(a, b) ? compare(a, b) == 0 : a.equals(b);
    }

    private static boolean comparable(JsonNode a, JsonNode b) {
        return (a.isNumber() && b.isNumber()) || (a.isString() && b.isString());
    }

    private static int compare(JsonNode a, JsonNode b) {
        return a.isNumber()
                ? a.decimalValue().compareTo(b.decimalValue())
                : a.stringValue().compareTo(b.stringValue());
    }

    private static boolean contains(JsonNode found, JsonNode wanted) {
        return found.isArray()
                ? found.valueStream().anyMatch(value -> equal(value, wanted))
                : found.isString()
                        && wanted.isString()
                        && found.stringValue().contains(wanted.stringValue());
    }
}
