package dev.everlog.server;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Query parameters as a tool's arguments: the tool's schema says whether {@code limit=5} is a number. What does not fit
 * stays a text, and the tool's own check refuses it with its own words. Immutable.
 */
record QueryArguments(ObjectNode schema, JsonMapper json) {
    ObjectNode of(Map<String, List<String>> parameters) {
        ObjectNode arguments = json.createObjectNode();
        parameters.forEach((name, values) -> arguments.set(name, argument(name, values)));
        return arguments;
    }

    private JsonNode argument(String name, List<String> values) {
        JsonNode property = schema.path("properties").path(name);
        if (isOf(property, "array")) {
            var list = json.createArrayNode();
            values.forEach(value -> list.add(scalar(property.path("items"), value)));
            return list;
        }
        return scalar(property, values.getLast());
    }

    private JsonNode scalar(JsonNode property, String value) {
        if (isOf(property, "string")) {
            return StringNode.valueOf(value);
        }
        try {
            return json.readTree(value);
        } catch (JacksonException e) {
            return StringNode.valueOf(value);
        }
    }

    private static boolean isOf(JsonNode property, String type) {
        JsonNode declared = property.path("type");
        return declared.isString()
                ? declared.stringValue().equals(type)
                : declared.valueStream().anyMatch(one -> one.asString("").equals(type));
    }
}
