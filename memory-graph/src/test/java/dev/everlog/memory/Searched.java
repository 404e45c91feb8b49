package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.recall.EventCoverage;
import dev.everlog.memory.recall.EventQuestion;
import dev.everlog.memory.recall.Recall;
import dev.everlog.memory.recall.RecallRequest;
import dev.everlog.memory.recall.RecallRequest.Weights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A memory with the indexes over it, asked always the same. */
final class Searched implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LIMIT = 1_000;

    private static final List<String> QUESTIONS =
            List.of(
                    "What did Ada say?",
                    "number 7",
                    "Grace and Acme said number 12",
                    "a text on Oslo");

    private static final List<Weights> PARTS =
            List.of(
                    new Weights(1, 0, 0, 0, 0),
                    new Weights(0, 1, 0, 0, 0),
                    new Weights(0, 0, 0, 1, 0),
                    Weights.DEFAULT);

    private static final EventQuery SOME =
            new EventQuery(
                    List.of(),
                    List.of("memory.*", "node.*"),
                    List.of(),
                    TestMemory.START,
                    null,
                    null,
                    null);

    private final TestMemory test;
    private final HashingEmbedder embedder = new HashingEmbedder();
    private final Recall recall;

    /** @param directory for the vectors; not there yet, or empty */
    Searched(TestMemory test, Path directory) {
        this(test, directory, Snapshots.NONE);
    }

    Searched(TestMemory test, Path directory, Snapshots snapshots) {
        this.test = test;
        this.recall =
                Recall.open(
                        new Recall.Parameters(
                                test.memory,
                                embedder,
                                directory,
                                new Recall.Saved(snapshots, Snapshots.NONE)));
    }

    /**
     * What each part finds and all together, of memories and of events, once everything is embedded: lists of texts and
     * events, best first, with scores.
     */
    List<List<String>> hits(Vantage vantage) throws InterruptedException {
        awaitEmbedded();
        List<List<String>> hits = new ArrayList<>();
        for (String question : QUESTIONS) {
            for (Weights weights : PARTS) {
                hits.add(hits(question, weights, vantage));
            }
            hits.addAll(events(new EventQuestion(question, EventQuery.ALL, LIMIT), vantage));
            hits.addAll(events(new EventQuestion(question, SOME, LIMIT), vantage));
        }
        return hits;
    }

    private List<List<String>> events(EventQuestion asked, Vantage vantage) {
        return Stream.of(
                        recall.events().similar(asked, -1, vantage),
                        recall.events().search(asked, PARTS.getFirst(), vantage),
                        recall.events().search(asked, PARTS.get(1), vantage),
                        recall.events().search(asked, Weights.DEFAULT, vantage))
                .map(found -> found.hits().stream().map(Object::toString).toList())
                .toList();
    }

    private List<String> hits(String question, Weights weights, Vantage vantage) {
        RecallRequest request =
                new RecallRequest(
                        question,
                        Set.of(),
                        List.of(),
                        null,
                        null,
                        TestMemory.START,
                        1,
                        LIMIT,
                        weights);
        return recall.recall(request, vantage).hits().stream()
                .map(hit -> hit.ordinal() + " " + hit.score())
                .toList();
    }

    private void awaitEmbedded() throws InterruptedException {
        int texts = test.memory.texts(0, Integer.MAX_VALUE).size();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (recall.coverage().embedded() < texts || !eventsAreEmbedded()) {
            assertThat(System.nanoTime()).as("embedding takes too long").isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    private boolean eventsAreEmbedded() {
        EventCoverage events = recall.events().coverage();
        return events.embedded() == events.texts()
                && !test.memory.position().isAfter(events.wordsThrough());
    }

    @Override
    public void close() {
        recall.close();
        embedder.close();
    }
}
