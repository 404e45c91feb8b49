package dev.everlog.tools;

import dev.everlog.tools.ToolException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the arguments of one call against the schema that the client was shown, and says all that is wrong with them at
 * once, in words that help to do it right. Confined to one call.
 *
 * <p>Two liberties only, since neither leaves a doubt: null is "not given", and where a list or an object is wanted, a
 * string that is the JSON of one (as some clients send it) is taken for it. A number in quotes is refused.
 */
final class Arguments {
    /** What others call a subject. */
    private static final String ALIAS = "entity_id";

    private final ToolType tool;
    private final List<String> problems = new ArrayList<>();

    private Arguments(ToolType tool) {
        this.tool = tool;
    }

    /**
     * The arguments without nulls, in the types of the schema.
     *
     * @throws ToolException {@code INVALID_ARGUMENT}
     */
    static ObjectNode checked(ToolType tool, ObjectNode given) {
        var arguments = new Arguments(tool);
        var checked = arguments.object("", tool.spec().inputSchema(), given);
        if (!arguments.problems.isEmpty()) {
            throw invalid(tool, String.join("; ", arguments.problems));
        }
        return checked;
    }

    static ToolException invalid(ToolType tool, String message) {
        return new ToolException(
                Kind.INVALID_ARGUMENT,
                message,
                "parameters: "
                        + String.join(", ", tool.parameters().keySet())
                        + "; example: "
                        + tool.example());
    }

    private ObjectNode object(String path, JsonNode schema, JsonNode given) {
        var checked = Json.MAPPER.createObjectNode();
        var allowed = (ObjectNode) schema.get("properties");
        given.properties()
                .forEach(property -> {
                    String name = known(allowed, given, property.getKey());
                    if (!allowed.has(name)) {
                        problems.add(
                                "there is no parameter "
                                        + Quoted.data(Names.shortened(path + name))
                                        + meant(path, name, allowed));
                    } else if (!property.getValue().isNull() || isAnything(allowed.get(name))) {
                        checked.set(
                                name, value(path + name, allowed.get(name), property.getValue()));
                    }
                });
        for (var required : schema.path("required")) {
            if (!checked.has(required.stringValue())) {
                problems.add(
                        path
                                + required.stringValue()
                                + " is missing, wanted "
                                + wanted(allowed.get(required.stringValue()))
                                + describe(path + required.stringValue()));
            }
        }
        return checked;
    }

    /** Null is a value where every value is; elsewhere it is how many clients leave a parameter away. */
    private static boolean isAnything(JsonNode schema) {
        return schema.isEmpty();
    }

    private static String meant(String path, String name, ObjectNode allowed) {
        return Names.nearest(name, allowed.propertyNames(), 1).stream()
                .map(near -> ", did you mean " + path + near + "?")
                .findFirst()
                .orElse("");
    }

    private static String known(ObjectNode allowed, JsonNode given, String name) {
        boolean alias = name.equals(ALIAS) && allowed.has("subject") && !given.has("subject");
        return alias ? "subject" : name;
    }

    private JsonNode value(String path, JsonNode schema, JsonNode given) {
        JsonNode value = unwrapped(schema, given);
        if (!fits(schema.path("type").asString(""), value)) {
            problems.add(
                    path + " is " + found(value) + ", wanted " + wanted(schema) + describe(path));
            return value;
        }
        if (value.isArray() && schema.has("items")) {
            var items = Json.MAPPER.createArrayNode();
            for (int i = 0; i < value.size(); i++) {
                items.add(value(path + "[" + i + "]", schema.get("items"), value.get(i)));
            }
            return items;
        }
        if (value.isObject() && schema.has("properties")) {
            return object(path + ".", schema, value);
        }
        allowed(path, schema, value);
        return schema.path("type").asString("").equals("integer")
                ? LongNode.valueOf(value.longValue())
                : value;
    }

    private void allowed(String path, JsonNode schema, JsonNode value) {
        if (schema.has("enum") && schema.get("enum").values().stream().noneMatch(value::equals)) {
            problems.add(
                    path
                            + " is "
                            + Quoted.data(Names.shortened(value.asString()))
                            + ", wanted "
                            + wanted(schema));
        }
        var doc = tool.parameters().get(path);
        if (doc != null
                && value.isNumber()
                && (value.doubleValue() < doc.min() || value.doubleValue() > doc.max())) {
            problems.add(
                    path
                            + " must be "
                            + plain(doc.min())
                            + ".."
                            + plain(doc.max())
                            + ", was "
                            + value);
        }
    }

    private static JsonNode unwrapped(JsonNode schema, JsonNode given) {
        String type = schema.path("type").asString("");
        if (!given.isString() || !(type.equals("array") || type.equals("object"))) {
            return given;
        }
        try {
            var parsed = Json.MAPPER.readTree(given.stringValue());
            return fits(type, parsed) ? parsed : given;
        } catch (JacksonException e) {
            return given;
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" ->
                    value.isNumber()
                            && value.canConvertToExactIntegral()
                            && value.canConvertToLong();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "the text " + Quoted.data(Names.shortened(value.stringValue()));
            case NUMBER, BOOLEAN -> value.toString();
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }

    private static String wanted(JsonNode schema) {
        if (schema.has("enum")) {
            return "one of "
                    + String.join(
                            ", ",
                            schema.get("enum").values().stream().map(JsonNode::asString).toList());
        }
        return switch (schema.path("type").asString("")) {
            case "integer" -> "an integer, for example 20";
            case "number" -> "a number, for example 0.5";
            case "boolean" -> "true or false";
            case "array" -> "a list of " + items(schema);
            case "object" -> "an object, for example {\"name\": \"Ada\"}";
            default -> "a text";
        };
    }

    private static String items(JsonNode schema) {
        var items = schema.path("items");
        return items.path("type").asString("").equals("object")
                ? "objects with " + String.join(", ", items.path("properties").propertyNames())
                : items.has("enum") ? wanted(items) : "texts, for example [\"person/ada\"]";
    }

    private String describe(String path) {
        @Nullable Doc doc = tool.parameters().get(path);
        return doc == null || doc.value().isEmpty() ? "" : " (" + doc.value() + ")";
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && !Double.isInfinite(bound)
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
