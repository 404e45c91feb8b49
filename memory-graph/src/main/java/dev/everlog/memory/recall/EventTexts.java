package dev.everlog.memory.recall;

import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.EventText;
import dev.everlog.memory.Memory;
import dev.everlog.memory.lexical.LexicalHit;
import dev.everlog.memory.lexical.LexicalIndex;
import dev.everlog.memory.vector.TextKey;
import dev.everlog.memory.vector.VectorHit;
import dev.everlog.memory.vector.VectorIndex;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The indexes over the texts of all events ({@link EventText}), each different text once. Words are taken in from the
 * beginning of the log, since how telling a word is follows from all before it; vectors come newest text first. Nothing
 * is saved, and vectors are looked at one by one: 4 ms for 10,000. Thread-safe: one monitor for feeding, which no search
 * waits for, and those of the parts.
 */
final class EventTexts implements Backlog, AutoCloseable {
    /** Events read from the log at a time. */
    private static final int RUN = 512;

    /** Texts: 160 MB of heap with 384 dimensions, and 40 ms of a search. Of more, the newest have vectors. */
    static final int MOST_VECTORS = 100_000;

    private final Memory memory;
    private final Wordings wordings = new Wordings();
    private final LexicalIndex words = new LexicalIndex();
    private final VectorIndex meanings;
    private final BitSet embedded = new BitSet(); // guarded by itself

    EventTexts(Memory memory, @Nullable EmbeddingModel model) {
        this.memory = memory;
        this.meanings = new VectorIndex(model == null ? 1 : model.dimensions());
    }

    /** Takes in what the memory has folded, until that is all or it is that late by {@link System#nanoTime}. */
    void catchUp(long deadline) {
        while (takeRun() && System.nanoTime() - deadline < 0) {
            // the monitor is free between two runs
        }
    }

    /** Ends early when it is interrupted: a million events take a minute. */
    @Override
    public void follow() {
        while (!Thread.currentThread().isInterrupted() && takeRun()) {
            // the monitor is free between two runs
        }
    }

    private synchronized boolean takeRun() {
        List<StoredEvent> run = memory.eventsAfter(wordings.through(), RUN);
        for (StoredEvent event : run) {
            String text = EventText.of(event);
            int number = wordings.texts();
            if (wordings.add(TextKey.of(text))) {
                words.add(number, text);
            }
        }
        return !run.isEmpty();
    }

    @Override
    public @Nullable Waiting next() {
        synchronized (embedded) {
            int newest = embedded.previousClearBit(wordings.texts() - 1);
            return newest < 0 || embedded.cardinality() >= MOST_VECTORS
                    ? null
                    : new Waiting(newest, wordings.key(newest));
        }
    }

    @Override
    public String text(Waiting waiting) {
        Position before = new Position(wordings.newest(waiting.ordinal()).value() - 1);
        return EventText.of(memory.eventsAfter(before, 1).getFirst());
    }

    @Override
    public void embedded(Waiting text, Vector vector) {
        meanings.add(text.ordinal(), vector);
        synchronized (embedded) {
            embedded.set(text.ordinal());
            embedded.notifyAll();
        }
    }

    /** Waits until no text waits, or it is that late by {@link System#nanoTime}. */
    void awaitEmbedded(long deadline) throws InterruptedException {
        synchronized (embedded) {
            for (long left = deadline - System.nanoTime();
                    left > 0 && next() != null;
                    left = deadline - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(embedded, left);
            }
        }
    }

    @Override
    public boolean grow() {
        return false;
    }

    @Override
    public void end() {}

    Wordings wordings() {
        return wordings;
    }

    /** The texts that have vectors now. */
    BitSet embedded() {
        synchronized (embedded) {
            return (BitSet) embedded.clone();
        }
    }

    /** @param visible numbers of texts */
    List<LexicalHit> byWords(String question, int k, int texts, BitSet visible) {
        return words.search(question, k, texts, visible::get);
    }

    /** @param visible numbers of texts */
    List<VectorHit> byMeaning(Vector question, int k, BitSet visible) {
        return meanings.search(question, k, visible::get);
    }

    /** Of what is known as of a position. */
    EventCoverage coverage(Position position) {
        Position through = wordings.through();
        int texts = wordings.texts(position);
        return new EventCoverage(
                position.isAfter(through) ? through : position,
                texts,
                embedded().get(0, texts).cardinality());
    }

    @Override
    public void close() {
        words.close();
        meanings.close();
    }
}
