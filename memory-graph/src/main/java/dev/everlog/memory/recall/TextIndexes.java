package dev.everlog.memory.recall;

import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Position;
import dev.everlog.memory.Memory;
import dev.everlog.memory.TextVersion;
import dev.everlog.memory.lexical.LexicalHit;
import dev.everlog.memory.lexical.LexicalIndex;
import dev.everlog.memory.vector.VectorHit;
import dev.everlog.memory.vector.VectorIndex;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The indexes over all versions of texts, fed from the memory in order of ordinal. By words a text is found at
 * once, by meaning when somebody has brought its vector. Thread-safe by one monitor for feeding; searching needs none.
 */
final class TextIndexes implements AutoCloseable {
    /** Texts read from the log at a time. */
    private static final int RUN = 512;

    /** A text that waits for its vector. */
    record Waiting(int ordinal, Position position, String text) {}

    private final Memory memory;
    private final LexicalIndex words = new LexicalIndex();
    private final VectorIndex meanings;
    private final Turns turns = new Turns();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(); // guarded by this
    private int next; // guarded by this
    private int embedded; // guarded by this

    TextIndexes(Memory memory, int dimensions) {
        this.memory = memory;
        this.meanings = new VectorIndex(dimensions);
    }

    /** Takes in what the memory has folded since. */
    synchronized void catchUp() {
        for (List<TextVersion> run = memory.texts(next, RUN);
                !run.isEmpty();
                run = memory.texts(next, RUN)) {
            for (TextVersion text : run) {
                String indexed = indexed(text);
                words.add(text.ordinal(), indexed);
                turns.add(text);
                waiting.add(new Waiting(text.ordinal(), text.position(), indexed));
            }
            next = run.getLast().ordinal() + 1;
        }
    }

    /** Who says something is part of what is said: "I" means the speaker. */
    private static String indexed(TextVersion text) {
        return text.speaker() == null ? text.text() : text.speaker() + ": " + text.text();
    }

    /** The oldest text without a vector, or null. */
    synchronized @Nullable Waiting oldestWaiting() {
        return waiting.peek();
    }

    /** From this ordinal on texts have no vector yet. */
    synchronized int firstWaiting() {
        Waiting oldest = waiting.peek();
        return oldest == null ? next : oldest.ordinal;
    }

    /** Brings the vector of the oldest waiting text; it is findable from now on. */
    void embedded(Waiting text, Vector vector) {
        meanings.add(text.ordinal(), vector);
        synchronized (this) {
            waiting.remove();
            embedded++;
        }
    }

    /** Links what has come into the graph of neighbours, a little at a time. */
    boolean grow() {
        return meanings.grow(RUN) > 0;
    }

    /** Who spoke before and after whom. */
    Turns turns() {
        return turns;
    }

    List<LexicalHit> byWords(String question, int k, IntPredicate visible) {
        return words.search(question, k, visible);
    }

    List<VectorHit> byMeaning(Vector question, int k, IntPredicate visible) {
        return meanings.search(question, k, visible);
    }

    synchronized Coverage coverage(String model) {
        Waiting oldest = waiting.peek();
        Position fresh =
                oldest == null ? memory.position() : new Position(oldest.position.value() - 1);
        return new Coverage(model, next, embedded, next, fresh);
    }

    @Override
    public void close() {
        words.close();
        meanings.close();
    }
}
