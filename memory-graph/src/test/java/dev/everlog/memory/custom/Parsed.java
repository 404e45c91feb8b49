package dev.everlog.memory.custom;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in which single quotes stand for double ones. */
final class Parsed {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Parsed() {}

    static JsonNode value(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    static ObjectNode object(String text) {
        return (ObjectNode) value(text);
    }
}
