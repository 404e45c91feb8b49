package dev.everlog.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Talks to one server: tells it what was said, waits until it knows that, asks. One thread. */
record Conversations(McpProcess server) {
    /** For some ten thousand texts on a slow machine. */
    private static final Duration EMBEDDING = Duration.ofMinutes(30);

    private static final long POLL_MILLIS = 250;

    /** Calls before the first that counts. */
    private static final int WARM_UP = 50;

    /**
     * Remembers everything. Within a conversation the turns go in order, one after the other, as they were said; the
     * conversations go at the same time. So the order of events is the same in each run, within a conversation.
     */
    void feed(List<Document> documents) {
        Map<String, List<Document>> conversations =
                documents.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Document::scope, LinkedHashMap::new, Collectors.toList()));
        var lanes = new ArrayList<CompletableFuture<?>>();
        for (List<Document> conversation : conversations.values()) {
            lanes.add(
                    CompletableFuture.runAsync(
                            () -> conversation.forEach(this::remember),
                            task -> Thread.ofVirtual().start(task)));
        }
        lanes.forEach(McpProcess::join);
    }

    private void remember(Document document) {
        server.call("memory_remember", document.arguments());
    }

    /**
     * Waits until every text is searchable by meaning.
     *
     * @return the model's name
     */
    String awaitEmbedded(PrintStream out) throws InterruptedException {
        long deadline = System.nanoTime() + EMBEDDING.toNanos();
        JsonNode stats = coverage();
        while (stats.path("embedded").asInt() < stats.path("texts").asInt()) {
            if (System.nanoTime() > deadline) {
                throw new NotMeasuredException("the texts are not embedded in time: " + stats);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            stats = coverage();
        }
        out.printf(
                "# embedded %d of %d texts, to %s%n",
                stats.path("embedded").asInt(),
                stats.path("texts").asInt(),
                stats.path("fresh_through").asString());
        return stats.path("model").asString();
    }

    private JsonNode coverage() {
        return server.json("memory_stats", Map.of("project", "*", "format", "json"));
    }

    /** Asks all questions, one at a time. */
    List<Answered> ask(List<Question> questions, Mode mode) {
        return questions.stream().map(question -> ask(question, mode)).toList();
    }

    /** Asks what nobody counts: the model is loaded then and the hot paths compiled, but no question answered before. */
    void warmUp(List<Document> documents) {
        documents.stream()
                .limit(WARM_UP)
                .forEach(document ->
                        server.call(
                                "memory_recall",
                                Map.of(
                                        "query", document.text(),
                                        "project", document.scope())));
    }

    private Answered ask(Question question, Mode mode) {
        var arguments = question.arguments(mode);
        long from = System.nanoTime();
        JsonNode answer = server.json("memory_recall", arguments);
        double millis = (System.nanoTime() - from) / 1e6;
        var ids =
                answer.path("items")
                        .valueStream()
                        .map(row -> row.path("key").asString(""))
                        .toList();
        return Answered.of(mode, question, ids, millis);
    }
}
