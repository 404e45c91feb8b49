package dev.everlog.memory.custom;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** When what is known implies a keyword that holds a value by itself, without schemas inside. Pure. */
final class Keywords {
    private static final Set<Known.Kind> ALL = Set.copyOf(EnumSet.allOf(Known.Kind.class));
    private static final Set<Known.Kind> STRING = Set.of(Known.Kind.STRING);
    private static final Set<Known.Kind> ARRAY = Set.of(Known.Kind.ARRAY);
    private static final Set<Known.Kind> OBJECT = Set.of(Known.Kind.OBJECT);

    /** Kinds that a keyword can refuse; those that are not here can refuse all. */
    private static final Map<String, Set<Known.Kind>> ABOUT =
            Map.ofEntries(
                    Map.entry("minimum", Known.NUMBERS),
                    Map.entry("maximum", Known.NUMBERS),
                    Map.entry("exclusiveMinimum", Known.NUMBERS),
                    Map.entry("exclusiveMaximum", Known.NUMBERS),
                    Map.entry("multipleOf", Known.NUMBERS),
                    Map.entry("minLength", STRING),
                    Map.entry("maxLength", STRING),
                    Map.entry("pattern", STRING),
                    Map.entry("format", STRING),
                    Map.entry("minItems", ARRAY),
                    Map.entry("maxItems", ARRAY),
                    Map.entry("uniqueItems", ARRAY),
                    Map.entry("items", ARRAY),
                    Map.entry("prefixItems", ARRAY),
                    Map.entry("contains", ARRAY),
                    Map.entry("unevaluatedItems", ARRAY),
                    Map.entry("minProperties", OBJECT),
                    Map.entry("maxProperties", OBJECT),
                    Map.entry("required", OBJECT),
                    Map.entry("properties", OBJECT),
                    Map.entry("patternProperties", OBJECT),
                    Map.entry("additionalProperties", OBJECT),
                    Map.entry("propertyNames", OBJECT),
                    Map.entry("dependentRequired", OBJECT),
                    Map.entry("dependentSchemas", OBJECT),
                    Map.entry("unevaluatedProperties", OBJECT));

    private Keywords() {}

    static Set<Known.Kind> about(String keyword) {
        return ABOUT.getOrDefault(keyword, ALL);
    }

    /** Whether each value that is known so passes this keyword of a schema; false if that is not certain. */
    static boolean implied(Known known, ObjectNode schema, String keyword) {
        JsonNode value = schema.get(keyword);
        return switch (keyword) {
            case "type" -> Known.kinds(value).containsAll(known.kinds());
            case "minimum" -> above(known, value.decimalValue(), true);
            case "exclusiveMinimum" -> above(known, value.decimalValue(), false);
            case "maximum" -> below(known, value.decimalValue(), true);
            case "exclusiveMaximum" -> below(known, value.decimalValue(), false);
            case "multipleOf" -> multiple(known, value.decimalValue());
            case "minLength", "minItems" -> atLeast(known.floor(keyword), value.decimalValue());
            case "minProperties" ->
                    atLeast(known.floor(keyword), value.decimalValue())
                            || known.required().size() >= value.asInt();
            case "maxLength", "maxItems", "maxProperties" ->
                    atMost(known.ceiling(keyword), value.decimalValue());
            case "uniqueItems" -> !value.booleanValue() || known.says(keyword, value);
            case "dependentRequired" -> dependents(known, value);
            case "contains", "minContains", "maxContains" ->
                    known.saysAlike(schema, "contains", "minContains", "maxContains");
            case "enum", "const", "pattern", "format", "propertyNames" ->
                    known.says(keyword, value);
            case "unevaluatedProperties", "unevaluatedItems" ->
                    value.isBoolean() && value.booleanValue();
            default -> true; // words about the schema, and what the validator does not know either
        };
    }

    private static boolean atLeast(@Nullable BigDecimal floor, BigDecimal wanted) {
        return wanted.signum() == 0 || (floor != null && floor.compareTo(wanted) >= 0);
    }

    private static boolean atMost(@Nullable BigDecimal ceiling, BigDecimal wanted) {
        return ceiling != null && ceiling.compareTo(wanted) <= 0;
    }

    private static boolean above(Known known, BigDecimal bound, boolean inclusive) {
        BigDecimal floor = known.floor("minimum");
        BigDecimal open = known.floor("exclusiveMinimum");
        return (floor != null && floor.compareTo(bound) >= (inclusive ? 0 : 1))
                || (open != null && open.compareTo(bound) >= 0);
    }

    private static boolean below(Known known, BigDecimal bound, boolean inclusive) {
        BigDecimal ceiling = known.ceiling("maximum");
        BigDecimal open = known.ceiling("exclusiveMaximum");
        return (ceiling != null && ceiling.compareTo(bound) <= (inclusive ? 0 : -1))
                || (open != null && open.compareTo(bound) <= 0);
    }

    private static boolean multiple(Known known, BigDecimal of) {
        boolean whole = !known.kinds().contains(Known.Kind.FRACTION);
        return (whole && divides(of, BigDecimal.ONE))
                || known.all("multipleOf").anyMatch(step -> divides(of, step.decimalValue()));
    }

    private static boolean divides(BigDecimal divisor, BigDecimal number) {
        return number.remainder(divisor).signum() == 0;
    }

    private static boolean dependents(Known known, JsonNode wanted) {
        return known.says("dependentRequired", wanted)
                || wanted.values().stream()
                        .flatMap(JsonNode::valueStream)
                        .allMatch(name -> known.required().contains(name.stringValue()));
    }
}
