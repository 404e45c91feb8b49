package dev.everlog.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A question whose evidence is known. Immutable.
 *
 * @param scope that it is asked in
 * @param gold ids of the documents that hold the evidence; empty if the answer is nowhere
 * @param time "now" of the question, RFC 3339
 */
record Question(
        String scope,
        String id,
        String text,
        String category,
        Set<String> gold,
        @Nullable String time) {
    /** Rows that are asked for: the largest k of the measures. */
    private static final int LIMIT = 20;

    /** Tokens of an answer: the most a tool gives, so that no row is left out. */
    private static final int MAX_TOKENS = 25_000;

    /** Reads a line; questions of sets without scopes are asked in the pool. */
    static Question of(JsonNode json, String pool) {
        return new Question(
                json.path("scope").asString(pool),
                json.path("id").asString(),
                json.path("text").asString(),
                json.path("category").asString("all"),
                json.path("gold").valueStream().map(JsonNode::asString).collect(Collectors.toSet()),
                utc(json.path("time").asString(null)));
    }

    /** A time of the data sets, which say no zone, as UTC. */
    static @Nullable String utc(@Nullable String time) {
        return time == null || time.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? time : time + "Z";
    }

    /** The arguments of {@code memory_recall}. */
    Map<String, Object> arguments(Mode mode) {
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put("query", text);
        arguments.put("project", scope);
        arguments.put("limit", LIMIT);
        arguments.put("max_tokens", MAX_TOKENS);
        arguments.put("format", "json");
        if (time != null) {
            arguments.put("now", time);
        }
        arguments.putAll(mode.arguments());
        return arguments;
    }
}
