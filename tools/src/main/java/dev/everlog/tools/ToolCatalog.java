package dev.everlog.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tools there are: the records of the sealed families of {@link Tool}. Immutable.
 *
 * <p>What clients are told is not derived when a server starts, since making the schemas costs half a second of
 * processor time in a fresh JVM: it is the file {@code tools.json}, of which a test proves that it is what the records
 * say.
 */
public final class ToolCatalog {
    private static final String LIST = "tools.json";
    private static final int NEAREST = 3;

    private final Map<String, ToolType> types;

    private ToolCatalog(Map<String, ToolType> types) {
        this.types = types;
    }

    /** All tools, in the order in which they are documented. */
    public static ToolCatalog standard() {
        var listed = new LinkedHashMap<String, JsonNode>();
        list().forEach(tool -> listed.put(tool.get("name").stringValue(), tool));
        var types = new LinkedHashMap<String, ToolType>();
        for (var record : records()) {
            String name = Names.snake(record.getSimpleName());
            types.put(name, ToolType.of(spec(required(listed, name)), record));
        }
        return new ToolCatalog(types);
    }

    public List<ToolSpec> specs() {
        return types.values().stream().map(ToolType::spec).toList();
    }

    /** The tool of exactly this name. Ask before {@link ToolDispatcher#call} where the protocol wants its own fault. */
    public Optional<ToolSpec> find(String name) {
        return Optional.ofNullable(types.get(name)).map(ToolType::spec);
    }

    /** What to tell somebody who asked for a tool that does not exist: the name and the nearest ones. */
    public String unknown(String name) {
        return "there is no tool "
                + Quoted.data(Names.shortened(name))
                + "; the nearest are "
                + String.join(", ", Names.nearest(name, types.keySet(), NEAREST));
    }

    ToolType type(String name) {
        var type = types.get(name);
        if (type == null) {
            throw new ToolException(
                    ToolException.Kind.UNKNOWN_TOOL,
                    unknown(name),
                    "tools/list names all " + types.size());
        }
        return type;
    }

    /** The records of all families, in order of declaration. */
    static List<Class<? extends Record>> records() {
        var records = new ArrayList<Class<? extends Record>>();
        for (var family : Tool.class.getPermittedSubclasses()) {
            for (var tool : family.getPermittedSubclasses()) {
                records.add(tool.asSubclass(Record.class));
            }
        }
        return records;
    }

    private static JsonNode required(Map<String, JsonNode> listed, String name) {
        var tool = listed.get(name);
        if (tool == null) {
            throw new IllegalStateException(LIST + " does not list " + name + ": write it anew");
        }
        return tool;
    }

    private static JsonNode list() {
        try (var list = ToolCatalog.class.getResourceAsStream(LIST)) {
            if (list == null) {
                throw new IllegalStateException(LIST + " is missing beside " + ToolCatalog.class);
            }
            return Json.MAPPER.readTree(list.readAllBytes()).get("tools");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ToolSpec spec(JsonNode tool) {
        var hints = tool.get("annotations");
        return new ToolSpec(
                tool.get("name").stringValue(),
                tool.get("title").stringValue(),
                tool.get("description").stringValue(),
                (ObjectNode) tool.get("inputSchema"),
                hints.get("readOnlyHint").booleanValue(),
                hints.get("destructiveHint").booleanValue(),
                hints.get("idempotentHint").booleanValue(),
                hints.get("openWorldHint").booleanValue());
    }
}
