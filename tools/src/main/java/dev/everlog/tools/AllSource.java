package dev.everlog.tools;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The tools of AllSource Prime by their names, and how their arguments are written here. Source: the definitions that
 * its MCP server lists (prime-mcp, tools.rs). Stateless.
 */
final class AllSource {
    /** Its ids of nodes, {@code node:{type}:{id}}. */
    private static final Pattern NODE = Pattern.compile("node:([^:]+):(.+)");

    /** Parameters of ours that take a node. */
    private static final Set<String> NODES =
            Set.of("node", "source", "target", "from", "to", "id", "subject");

    /** Values that are called otherwise here, by our name of the parameter. */
    private static final Map<String, Map<String, String>> VALUES =
            Map.of(
                    "direction", Map.of("incoming", "in", "outgoing", "out"),
                    "tier", Map.of("L0", "l0", "L1", "l1", "L2", "l2"),
                    "template", Map.of("person", "person_profile", "task", "task_board"),
                    "policy", Map.of("last_write", "last", "merge_array", "set"));

    static final Map<String, OldTool> TOOLS =
            Map.ofEntries(
                    old("add_node", "memory_add_node", Map.of(), AllSource::named),
                    old("add_edge", "memory_add_edge", Map.of()),
                    old(
                            "neighbors",
                            "memory_neighbors",
                            Map.of("node_id", "node", "relation", "relations")),
                    old("search", "memory_search", Map.of()),
                    old("shortest_path", "memory_shortest_path", Map.of("relation", "relations")),
                    old("forget", "memory_forget", Map.of("node_id", "node")),
                    old("history", "memory_history", Map.of("entity_id", "node")),
                    old("stats", "memory_stats", Map.of()),
                    old("embed", "memory_embed", Map.of("id", "node")),
                    old("similar", "memory_similar", Map.of()),
                    old("recall", "memory_recall", Map.of("text", "query")),
                    old("index", "memory_index", Map.of()),
                    old("context", "memory_context", Map.of()),
                    old("node_provenance", "memory_provenance", Map.of("node_id", "node")),
                    old(
                            "define_projection",
                            "memory_define_projection",
                            Map.of("entity_type", "name"),
                            AllSource::declared),
                    old("list_projections", "memory_list_projections", Map.of()),
                    old(
                            "project_node",
                            "memory_get_projection",
                            Map.of("node_id", "subject"),
                            AllSource::projected),
                    old("list_templates", "memory_list_projections", Map.of()),
                    old("load_template", "memory_define_projection", Map.of(), AllSource::loaded));

    private AllSource() {}

    private static Map.Entry<String, OldTool> old(
            String name, String tool, Map<String, String> renamed) {
        return old(name, tool, renamed, arguments -> arguments);
    }

    private static Map.Entry<String, OldTool> old(
            String name,
            String tool,
            Map<String, String> renamed,
            UnaryOperator<ObjectNode> shape) {
        return entry(
                "prime_" + name,
                new OldTool(tool, renamed, arguments -> shape.apply(written(arguments))));
    }

    private static ObjectNode written(ObjectNode arguments) {
        var written = Json.MAPPER.createObjectNode();
        arguments
                .properties()
                .forEach(each ->
                        written.set(each.getKey(), written(each.getKey(), each.getValue())));
        return written;
    }

    private static JsonNode written(String name, JsonNode value) {
        if (!value.isString()) {
            return value;
        }
        String text = value.stringValue();
        if (NODES.contains(name)) {
            return StringNode.valueOf(NODE.matcher(text).replaceFirst("$1/$2"));
        }
        return name.equals("relations")
                ? Json.MAPPER.createArrayNode().add(text)
                : StringNode.valueOf(VALUES.getOrDefault(name, Map.of()).getOrDefault(text, text));
    }

    /** Its nodes have their name among their properties. */
    private static ObjectNode named(ObjectNode node) {
        if (!node.has("name")
                && node.get("properties") instanceof ObjectNode properties
                && properties.path("name").isString()) {
            node.set("name", properties.remove("name"));
        }
        return node;
    }

    /** Its projections are folds of the properties of all nodes of a type, which is their name too. */
    private static ObjectNode declared(ObjectNode projection) {
        if (projection.path("name").isString()
                && projection.get("field_policies") instanceof ObjectNode policies) {
            projection.remove("field_policies");
            projection.putArray("subjects").add(projection.get("name").stringValue() + "/*");
            projection.putArray("types").add("node.recorded");
            var fields = projection.putArray("fields");
            policies.properties()
                    .forEach(each ->
                            fields.addObject()
                                    .put("name", each.getKey())
                                    .put("path", path(each.getKey()))
                                    .set("policy", written("policy", each.getValue())));
        }
        return projection;
    }

    private static String path(String property) {
        return property.equals("name") ? property : "properties." + property;
    }

    /** Its projection of a node is that of the node's type. */
    private static ObjectNode projected(ObjectNode node) {
        String subject = node.path("subject").asString("");
        int slash = subject.indexOf('/');
        return slash < 0 ? node : node.put("name", subject.substring(0, slash));
    }

    /** To load one of its templates is to define a projection of this name by ours. */
    private static ObjectNode loaded(ObjectNode template) {
        return template.has("name")
                ? template.set("template", written("template", template.get("name")))
                : template;
    }
}
