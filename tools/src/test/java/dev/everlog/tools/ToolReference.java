package dev.everlog.tools;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code docs/reference/tools.md}: what the records say about each tool, and what it answers to its own example.
 * Parameters that several tools share are told once, below all tools.
 */
final class ToolReference {
    private static final String INTRODUCTION =
            """
            # The tools

            Each tool with its parameters, and its example with the answer that it gave. Written by
            `ToolReferenceTest`, which makes every call again and fails when an answer is another one. What clients are
            told is [tools.json](tools.json); which test shows that it is true is in [claims.md](claims.md).

            Each example is called on a fresh memory of ten events: a person, an order, an edge between them, two events
            of the order of which one is hidden, two memories, a projection. Its clock stands at 2026-03-14T12:00:00Z and
            its ids are counted, so times, ids and positions are those of every machine; the number of the process and
            the tokens it has served, which differ from run to run, are written as 4711.
            """;

    private final List<Class<? extends Record>> tools;
    private final Set<Class<?>> shared = new LinkedHashSet<>();

    /** @param tools in the order in which they are told */
    ToolReference(List<Class<? extends Record>> tools) {
        this.tools = tools;
        tools.forEach(tool -> groups(tool).forEach(shared::add));
    }

    /**
     * The whole page.
     *
     * @param answer to the example of a tool, as a client reads it
     */
    String page(Function<Class<? extends Record>, String> answer) {
        return Stream.of(
                        Stream.of(INTRODUCTION),
                        tools.stream().map(tool -> tool(tool, answer.apply(tool))),
                        shared.stream().map(this::group))
                .flatMap(parts -> parts)
                .collect(Collectors.joining("\n"));
    }

    private static String tool(Class<? extends Record> record, String answer) {
        var about = record.getAnnotation(About.class);
        var effect = about.effect();
        String name = Names.snake(record.getSimpleName());
        return "## %s\n\n%s\n\n%s. %s\n\n%s    %s %s\n\n```text\n%s\n```\n"
                .formatted(
                        name,
                        about.value(),
                        about.title() + ": " + Names.constant(effect) + hints(effect),
                        links(record),
                        table(record, schema(record)),
                        name,
                        about.example(),
                        answer);
    }

    private static String hints(Effect effect) {
        return (effect.destructive() ? ", destructive" : "")
                + (effect.idempotent() ? ", idempotent" : ", not idempotent");
    }

    private static String links(Class<?> record) {
        return groups(record)
                .map(group -> "[" + title(group) + "](#" + title(group).replace(' ', '-') + ")")
                .collect(Collectors.joining(", ", "Also takes ", "."));
    }

    private String group(Class<?> group) {
        var holder =
                tools.stream().filter(tool -> groups(tool).anyMatch(group::equals)).findFirst();
        String rows = table(group, schema(holder.orElseThrow()));
        return "## %s\n\n%s\n".formatted(title(group), rows.strip());
    }

    /** {@code ReadOptions} are read options. */
    private static String title(Class<?> group) {
        return Names.snake(group.getSimpleName()).replace('_', ' ');
    }

    private static Stream<Class<?>> groups(Class<?> record) {
        return Stream.of(record.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Flat.class))
                .map(RecordComponent::getType);
    }

    private static String table(Class<?> record, ObjectNode schema) {
        var rows = rows("", record, schema);
        return rows.isEmpty()
                ? ""
                : "| parameter | | |\n|---|---|---|\n" + String.join("\n", rows) + "\n\n";
    }

    /** One for each parameter, followed by those of the objects that it is or holds. */
    private static List<String> rows(String path, Class<?> record, JsonNode schema) {
        var rows = new ArrayList<String>();
        for (var component : record.getRecordComponents()) {
            if (component.isAnnotationPresent(Flat.class)) {
                continue;
            }
            String name = Names.snake(component.getName());
            var property = schema.get("properties").get(name);
            boolean required =
                    schema.path("required")
                            .valueStream()
                            .anyMatch(it -> it.asString().equals(name));
            rows.add(row(path + name, property, required, component.getAnnotation(Doc.class)));
            nested(component.getGenericType())
                    .ifPresent(inner -> {
                        boolean list = property.has("items");
                        var of = list ? property.get("items") : property;
                        rows.addAll(rows(path + name + (list ? "[]." : "."), inner, of));
                    });
        }
        return rows;
    }

    private static String row(String name, JsonNode property, boolean required, Doc doc) {
        return "| `%s` | %s%s | %s%s |"
                .formatted(
                        name,
                        required ? "required, " : "",
                        type(property),
                        doc.value(),
                        range(doc));
    }

    private static String type(@Nullable JsonNode schema) {
        if (schema == null || !schema.has("type")) {
            return "any JSON";
        }
        if (schema.has("enum")) {
            return schema.get("enum")
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.joining(", "));
        }
        return schema.has("items")
                ? "list of " + type(schema.get("items"))
                : schema.get("type").asString();
    }

    private static String range(Doc doc) {
        String most = doc.maxLength() == Integer.MAX_VALUE ? "" : "; at most " + doc.maxLength();
        return Double.isInfinite(doc.min())
                ? most
                : "; " + number(doc.min()) + " to " + number(doc.max());
    }

    private static String number(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    /** The record of parameters that a parameter is, or is a list of. */
    static Optional<Class<?>> nested(Type type) {
        var item = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
        return item instanceof Class<?> inner
                        && inner.isRecord()
                        && !Scalar.class.isAssignableFrom(inner)
                ? Optional.of(inner)
                : Optional.empty();
    }

    private static ObjectNode schema(Class<?> record) {
        return ToolCatalog.standard()
                .find(Names.snake(record.getSimpleName()))
                .orElseThrow()
                .inputSchema();
    }
}
