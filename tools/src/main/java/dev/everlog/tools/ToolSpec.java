package dev.everlog.tools;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a client is told about a tool. Treat the schema as immutable.
 *
 * @param name snake case, for instance {@code memory_recall}
 * @param title for people
 * @param description for the model, one or two sentences
 * @param inputSchema JSON Schema 2020-12 of an object; other properties than its own are refused
 * @param readOnly leaves the log's end where it was
 * @param destructive may make something invisible
 * @param idempotent the same call again changes nothing more
 * @param openWorld reaches out of this memory
 */
public record ToolSpec(
        String name,
        String title,
        String description,
        ObjectNode inputSchema,
        boolean readOnly,
        boolean destructive,
        boolean idempotent,
        boolean openWorld) {}
