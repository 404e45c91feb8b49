package dev.everlog.memory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as this module writes it: snake case, absent values left out, times in RFC 3339. */
final class Json {
    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(inclusion ->
                            inclusion.withValueInclusion(JsonInclude.Include.NON_EMPTY))
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private Json() {}

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The data of an event, none when erased; what is no object is shown as one with the single member {@code value}. */
    static ObjectNode object(String data) {
        JsonNode node = MAPPER.readTree(data);
        if (node.isNull()) {
            return empty();
        }
        return node instanceof ObjectNode object ? object : empty().set("value", node);
    }

    /** RFC 7396: objects are merged at every depth, a null removes. Changes and returns the target. */
    static ObjectNode mergeDeep(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(member.getKey());
            } else if (value instanceof ObjectNode inner) {
                ObjectNode old =
                        target.get(member.getKey()) instanceof ObjectNode known ? known : empty();
                target.set(member.getKey(), mergeDeep(old, inner));
            } else {
                target.set(member.getKey(), value);
            }
        }
        return target;
    }

    /** Members are replaced, a null removes. Changes and returns the target. */
    static ObjectNode mergeShallow(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            if (member.getValue().isNull()) {
                target.remove(member.getKey());
            } else {
                target.set(member.getKey(), member.getValue());
            }
        }
        return target;
    }

    /** The value at a dotted path, {@code items.0.sku}, or null. */
    static @Nullable JsonNode at(JsonNode node, String path) {
        JsonNode here = node;
        for (String step : path.split("\\.", -1)) {
            here =
                    here.isArray() && step.matches("\\d{1,9}")
                            ? here.get(Integer.parseInt(step))
                            : here.get(step);
            if (here == null) {
                return null;
            }
        }
        return here;
    }
}
