package dev.everlog.tools;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One property of a state. */
record Property(String name, JsonNode value) implements Row<Property> {
    static Property of(Map.Entry<String, JsonNode> property) {
        return new Property(property.getKey(), property.getValue());
    }

    @Override
    public String line() {
        return Quoted.name(name) + ": " + Quoted.json(value);
    }

    @Override
    public Property shortened(int characters) {
        return new Property(name, StringNode.valueOf(Quoted.start(value.toString(), characters)));
    }
}
