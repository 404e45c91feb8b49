package dev.everlog.tools;

import tools.jackson.databind.node.ObjectNode;

/** What {@code tools/list} has to answer, derived from the records. */
final class ToolList {
    private ToolList() {}

    /** The object with all tools, as the golden file holds it. */
    static ObjectNode derived() {
        var schemas = new Schemas();
        var list = Json.MAPPER.createObjectNode();
        var tools = list.putArray("tools");
        ToolCatalog.records().forEach(record -> tools.add(tool(record, schemas)));
        return list;
    }

    /** The schema of each tool's answer, by its name. */
    static ObjectNode answers() {
        var schemas = new AnswerSchemas();
        var answers = Json.MAPPER.createObjectNode();
        ToolCatalog.records()
                .forEach(record ->
                        answers.set(Names.snake(record.getSimpleName()), schemas.of(record)));
        return answers;
    }

    private static ObjectNode tool(Class<? extends Record> record, Schemas schemas) {
        var about = record.getAnnotation(About.class);
        var tool = Json.MAPPER.createObjectNode();
        tool.put("name", Names.snake(record.getSimpleName()));
        tool.put("title", about.title());
        tool.put("description", about.value());
        tool.set("inputSchema", schemas.of(record));
        tool.putObject("annotations")
                .put("readOnlyHint", about.effect().readOnly())
                .put("destructiveHint", about.effect().destructive())
                .put("idempotentHint", about.effect().idempotent())
                .put("openWorldHint", false);
        return tool;
    }
}
