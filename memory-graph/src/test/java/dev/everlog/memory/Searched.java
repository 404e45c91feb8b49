package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.HashingEmbedder;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.recall.Recall;
import dev.everlog.memory.recall.RecallRequest;
import dev.everlog.memory.recall.RecallRequest.Weights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
     * What each part finds and all together, once everything is embedded: questions × parts lists of texts, best first,
     * with scores.
     */
    List<List<String>> hits(Vantage vantage) throws InterruptedException {
        awaitEmbedded();
        List<List<String>> hits = new ArrayList<>();
        for (String question : QUESTIONS) {
            for (Weights weights : PARTS) {
                hits.add(hits(question, weights, vantage));
            }
        }
        return hits;
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
        while (recall.coverage().embedded() < texts) {
            assertThat(System.nanoTime()).as("embedding takes too long").isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    @Override
    public void close() {
        recall.close();
        embedder.close();
    }
}
