package dev.everlog.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that was said or written, to be remembered. Immutable.
 *
 * @param scope what is isolated from the rest: one conversation
 * @param id by which the evidence of a question names it
 * @param time when it was said, RFC 3339
 */
record Document(
        String scope,
        String id,
        @Nullable String session,
        @Nullable String speaker,
        @Nullable String time,
        String text) {
    /** Reads a line; documents of sets without scopes are in the pool. */
    static Document of(JsonNode json, String pool) {
        return new Document(
                json.path("scope").asString(pool),
                json.path("id").asString(),
                json.path("session").asString(null),
                json.path("speaker").asString(null),
                Question.utc(json.path("timestamp").asString(null)),
                text(json));
    }

    /** The text as an agent would remember it: a title before it, a picture in words behind it. */
    private static String text(JsonNode json) {
        String title = json.path("title").asString("");
        String caption = json.path("image_caption").asString("");
        return (title.isEmpty() ? "" : title + ": ")
                + json.path("text").asString()
                + (caption.isEmpty() ? "" : " [image: " + caption + "]");
    }

    /** The arguments of {@code memory_remember}. */
    Map<String, Object> arguments() {
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put("text", text);
        arguments.put("key", id);
        arguments.put("project", scope);
        put(arguments, "session", session);
        put(arguments, "speaker", speaker);
        put(arguments, "occurred_at", time);
        return arguments;
    }

    private static void put(Map<String, Object> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.put(name, value);
        }
    }
}
