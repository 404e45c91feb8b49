package dev.everlog.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final String ANSWERS = "answers.json";
    private static final int NEAREST = 3;

    private final Map<String, ToolType> types;
    private final Set<String> all;

    /** @param all names of the tools there are, offered or not */
    private ToolCatalog(Map<String, ToolType> types, Set<String> all) {
        this.types = types;
        this.all = all;
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
        return new ToolCatalog(types, types.keySet());
    }

    /**
     * Some of these tools: the others are not there for whoever lists or calls.
     *
     * @throws IllegalArgumentException for a name that there is not, and where no tool is left
     */
    public ToolCatalog offering(Selection selection) {
        selection.check(all);
        var offered = new LinkedHashMap<>(types);
        offered.values().removeIf(type -> !selection.offers(type));
        if (offered.isEmpty()) {
            throw new IllegalArgumentException(
                    "no tool is left: name more tools or toolsets, or exclude fewer");
        }
        return new ToolCatalog(offered, all);
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
        if (all.contains(name)) {
            return name
                    + " exists, but this server was started without it: a person can change its"
                    + " options --toolsets, --tools, --exclude-tools, --read-only";
        }
        if (Aliases.ALLSOURCE.has(name)) {
            return name
                    + " is called "
                    + Aliases.ALLSOURCE.tool(name)
                    + " here, with other parameters: tools/list shows them; a person can start the server"
                    + " with --aliases allsource to have it understood";
        }
        var nearest = Names.nearest(name, types.keySet(), NEAREST);
        return "there is no tool "
                + Quoted.data(Names.shortened(name))
                + (nearest.isEmpty() ? "" : "; the nearest are " + String.join(", ", nearest));
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

    /** The JSON Schema of what each tool answers where it does not fail, by its name. Read anew each time. */
    public static ObjectNode answerSchemas() {
        return (ObjectNode) read(ANSWERS);
    }

    private static JsonNode list() {
        return read(LIST).get("tools");
    }

    private static JsonNode read(String file) {
        try (var content = ToolCatalog.class.getResourceAsStream(file)) {
            if (content == null) {
                throw new IllegalStateException(file + " is missing beside " + ToolCatalog.class);
            }
            return Json.MAPPER.readTree(content.readAllBytes());
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
