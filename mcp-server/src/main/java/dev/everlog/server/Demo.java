package dev.everlog.server;

import dev.everlog.tools.ToolResult;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The show: a small conversation, written for it, is remembered, recalled in other words, corrected, and recalled as of
 * before the correction. Every step is a call of a tool, as an agent makes it.
 */
final class Demo {
    /** For the first load of the model and the embedding of a dozen sentences. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Caller CALLER = new Caller("demo", "demo");

    private final McpEndpoint endpoint;
    private final PrintStream out;
    private final JsonNode script;
    private int remembered;

    Demo(McpEndpoint endpoint, PrintStream out) {
        this.endpoint = endpoint;
        this.out = out;
        this.script =
                JSON.readTree(Objects.requireNonNull(Demo.class.getResourceAsStream("demo.json")));
    }

    void play() throws InterruptedException {
        JsonNode conversation = script.path("conversation");
        title("A conversation is remembered: " + conversation.size() + " calls of memory_remember");
        conversation.forEach(this::remember);
        awaitMeaning();
        title("It is recalled in other words: memory_recall");
        script.path("questions").forEach(question -> ask(question.stringValue(), null));
        String question = script.path("corrected").stringValue();
        ask(question, null);
        title("It is corrected, under the same key");
        long corrected = remember(script.path("correction"));
        awaitMeaning();
        ask(question, null);
        title("What was known before is still known: as_of e" + (corrected - 1));
        ask(question, "e" + (corrected - 1));
    }

    private long remember(JsonNode turn) {
        out.println(
                "  " + turn.path("speaker").stringValue() + ": " + turn.path("text").stringValue());
        remembered++;
        return call("memory_remember", (ObjectNode) turn).path("position").longValue();
    }

    private void ask(String question, @Nullable String asOf) {
        ObjectNode arguments = JSON.createObjectNode().put("query", question).put("top_k", 1);
        if (asOf != null) {
            arguments.put("as_of", asOf);
        }
        JsonNode best = call("memory_recall", arguments).path("items").path(0);
        out.println("  ? " + question);
        out.println(
                "  = "
                        + best.path("speaker").asString("nobody")
                        + ": "
                        + best.path("text").asString("nothing is known")
                        + "  ("
                        + best.path("event").asString("-")
                        + ")");
    }

    /** Writing never waits for the model, so a moment passes until everything can be found by its meaning. */
    private void awaitMeaning() throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (embedded() < remembered && Instant.now().isBefore(deadline)) {
            Thread.sleep(POLL);
        }
    }

    private int embedded() {
        return call("memory_stats", JSON.createObjectNode()).path("embedded").intValue();
    }

    private ObjectNode call(String tool, ObjectNode arguments) {
        ToolResult result = endpoint.call(tool, arguments, CALLER);
        if (result.isError()) {
            throw new ConfigurationException("the demo ended at " + tool + ": " + why(result));
        }
        return Objects.requireNonNull(result.structured());
    }

    private static String why(ToolResult failed) {
        JsonNode failure = Objects.requireNonNull(failed.structured());
        return failure.path("message").asString("") + "; " + failure.path("hint").asString("");
    }

    private void title(String text) {
        out.println();
        out.println(text);
    }
}
