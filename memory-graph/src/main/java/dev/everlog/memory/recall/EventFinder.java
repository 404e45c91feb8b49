package dev.everlog.memory.recall;

import dev.everlog.embeddings.Embedder;
import dev.everlog.embeddings.Vector;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.RecallRequest.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds events by what they say: any of them, memories too, as {@link dev.everlog.memory.EventText} reads them. Nothing is
 * indexed before the first question; from then on the indexes follow the log, and vectors are made in the background,
 * newest text first. What is not indexed yet is not found, and the answer says so ({@link EventCoverage}). Thread-safe.
 */
public final class EventFinder implements AutoCloseable {
    /** A question waits so long for words: those of some 100,000 events. */
    private static final Duration FOR_WORDS = Duration.ofSeconds(10);

    /** Questions wait for the vectors of a small log until so long after the first one. */
    private static final Duration FOR_MEANINGS = Duration.ofSeconds(2);

    private final Memory memory;
    private final BackgroundEmbedding.@Nullable Parameters work;
    private @Nullable EventTexts texts; // guarded by this
    private @Nullable BackgroundEmbedding embedding; // guarded by this
    private long patientUntil; // by System.nanoTime; guarded by this
    private boolean retired; // guarded by this

    /** @param work what the memory's own texts are embedded with; null for words only */
    EventFinder(Memory memory, BackgroundEmbedding.@Nullable Parameters work) {
        this.memory = memory;
        this.work = work;
    }

    /**
     * The nearest in meaning and nothing else, scored by cosine; {@code BROKEN} without a model. Cost: embedding the
     * question and a look at every vector.
     *
     * @param least cosine of a hit, -1 to 1
     */
    public FoundEvents similar(EventQuestion asked, double least, Vantage vantage) {
        Vector pattern =
                SimilarTexts.pattern(
                        embedder(), asked.query(), "hybrid_search searches by words meanwhile");
        EventTexts all = ready(true);
        String trouble = trouble();
        return memory.read(
                vantage,
                reading -> new EventAnswer(asked, reading, all).similar(pattern, least, trouble));
    }

    /**
     * What is like it in meaning, in words, or in both, added up as {@link Recall} does: what shares a word with it or is
     * nearer to it than the mean of the nearest 100.
     *
     * @param weights of meaning and words; the others are not looked at
     */
    public FoundEvents search(EventQuestion asked, Weights weights, Vantage vantage) {
        QuestionVector question =
                QuestionVector.of(
                        asked.query(), embedder(), weights.meaning(), trouble(), "words alone");
        EventTexts all = ready(question.vector() != null);
        return memory.read(
                vantage, reading -> new EventAnswer(asked, reading, all).search(question, weights));
    }

    /** How much is indexed of what the memory knows, which is nothing before the first question. */
    public EventCoverage coverage() {
        return opened().coverage(memory.position());
    }

    private @Nullable Embedder embedder() {
        return work == null ? null : work.embedder();
    }

    private synchronized @Nullable String trouble() {
        return embedding == null ? null : embedding.trouble();
    }

    private EventTexts ready(boolean withMeanings) {
        EventTexts all = opened();
        all.catchUp(System.nanoTime() + FOR_WORDS.toNanos());
        if (withMeanings) {
            try {
                all.awaitEmbedded(patientUntil());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return all;
    }

    private synchronized long patientUntil() {
        return patientUntil;
    }

    private synchronized EventTexts opened() {
        if (texts == null) {
            texts = new EventTexts(memory, work == null ? null : work.embedder().model());
            patientUntil = System.nanoTime() + FOR_MEANINGS.toNanos();
            embedding = retired || work == null ? null : embedding(texts, work);
        }
        return texts;
    }

    /** With a lease of its own: another process may embed memories and be asked for no events. */
    private static BackgroundEmbedding embedding(
            EventTexts texts, BackgroundEmbedding.Parameters memories) {
        try {
            String lease = memories.embedder().model().name() + ".events.lease";
            var work =
                    new BackgroundEmbedding.Parameters(
                            memories.memory(),
                            texts,
                            memories.embedder(),
                            memories.vectors(),
                            memories.lease().resolveSibling(lease),
                            held -> {});
            BackgroundEmbedding begun = new BackgroundEmbedding(work, "everlog-embed-events");
            begun.start();
            return begun;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the lease for embedding events", e);
        }
    }

    /** See {@link Recall#retire}. */
    synchronized void retire() {
        retired = true;
        if (embedding != null) {
            embedding.close();
        }
    }

    @Override
    public synchronized void close() {
        retire();
        if (texts != null) {
            texts.close();
        }
    }
}
