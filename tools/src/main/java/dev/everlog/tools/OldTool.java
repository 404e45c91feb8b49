package dev.everlog.tools;

import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of a tool of another server. Immutable.
 *
 * @param tool of ours that answers
 * @param renamed its names of parameters that are called otherwise here, and ours
 * @param rest what else makes its arguments ours; may change what it is given
 */
record OldTool(String tool, Map<String, String> renamed, UnaryOperator<ObjectNode> rest) {
    /** Arguments as ours; where both names are given, the other's stays, to be refused. */
    ObjectNode ours(ObjectNode given) {
        var arguments = Json.MAPPER.createObjectNode();
        given.properties()
                .forEach(each -> {
                    String name = renamed.getOrDefault(each.getKey(), each.getKey());
                    arguments.set(given.has(name) ? each.getKey() : name, each.getValue());
                });
        return rest.apply(arguments.deepCopy());
    }
}
