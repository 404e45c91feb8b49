package dev.everlog.memory.recall;

import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.SnapshotSaver;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Reading;
import dev.everlog.memory.TextVersion;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.lexical.LexicalHit;
import dev.everlog.memory.vector.TextKey;
import dev.everlog.memory.vector.VectorHit;
import dev.everlog.memory.vector.VectorIndex;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The indexes over all versions of texts, fed from the memory in order of ordinal. By words a text is found at
 * once, by meaning when somebody has brought its vector. Thread-safe by its monitor. Locks: {@code feeding}, then that.
 */
final class TextIndexes implements Backlog, AutoCloseable {
    /** Texts read from the log at a time. */
    private static final int RUN = 512;

    private final Memory memory;
    private final SnapshotSaver saver;
    private final TextState state; // texts guarded by this
    private final VectorIndex meanings;
    private final SavedLinks links; // of the thread that grows
    private final Object feeding =
            new Object(); // held while the log is read, by nobody who searches
    private Position through = Position.NONE; // up to here all texts are taken in; guarded by this
    private int embedded; // so many have a vector, the oldest; guarded by this

    TextIndexes(Memory memory, @Nullable EmbeddingModel model, Recall.Saved saved) {
        this.memory = memory;
        this.saver = new SnapshotSaver(saved.texts());
        this.state = TextState.load(saved.texts(), memory);
        this.meanings = new VectorIndex(model == null ? 1 : model.dimensions());
        this.links = new SavedLinks(memory, saved.links(), model == null ? "" : model.name());
    }

    /** Takes in what the memory has folded since. */
    void catchUp() {
        while (takeRun()) {
            // the monitor is free between two runs
        }
    }

    private boolean takeRun() {
        synchronized (feeding) {
            Position folded = memory.read(Vantage.NOW, Reading::position);
            List<TextVersion> run = memory.texts(indexed(), RUN);
            take(run, folded);
            return !run.isEmpty();
        }
    }

    private synchronized int indexed() {
        return state.texts().size();
    }

    /** @param folded at least so much, before the run was read */
    private synchronized void take(List<TextVersion> run, Position folded) {
        for (TextVersion text : run) {
            String indexed = text.indexed();
            state.words().add(text.ordinal(), indexed);
            state.turns().add(text);
            state.texts().add(text.position(), TextKey.of(indexed));
        }
        if (run.isEmpty()) {
            through = folded;
        }
    }

    /** As {@link #catchUp}, and saves it, in the background and only now and then. */
    @Override
    public void follow() {
        catchUp();
        saveIfDue();
    }

    private void saveIfDue() {
        synchronized (this) {
            int last = state.texts().size() - 1;
            if (last >= 0 && memory.erasures().isQuiet()) {
                Position position = state.texts().position(last);
                saver.saveIfDue(position, () -> memory.anchor(position), state::saved);
            }
        }
    }

    /** Saves; waits a little. */
    @Override
    public synchronized void end() {
        int last = state.texts().size() - 1;
        if (last >= 0 && memory.erasures().isQuiet()) {
            Position position = state.texts().position(last);
            saver.saveAtEnd(position, () -> memory.anchor(position), state::saved);
        }
    }

    /** The oldest text without a vector. */
    @Override
    public synchronized @Nullable Waiting next() {
        return embedded == state.texts().size()
                ? null
                : new Waiting(embedded, state.texts().key(embedded));
    }

    @Override
    public String text(Waiting waiting) {
        return memory.texts(waiting.ordinal(), 1).getFirst().indexed();
    }

    /** From this ordinal on texts have no vector yet. */
    synchronized int firstWaiting() {
        return embedded;
    }

    @Override
    public void embedded(Waiting text, Vector vector) {
        meanings.add(text.ordinal(), vector);
        synchronized (this) {
            embedded++;
        }
    }

    /** Links what has come into the graph of neighbours, a little at a time, beginning with what was saved. */
    @Override
    public boolean grow() {
        links.restore(meanings);
        boolean more = meanings.grow(RUN) > 0;
        int last = meanings.linked() - 1;
        if (last >= 0 && memory.erasures().isQuiet()) {
            links.saveIfDue(positionOf(last), meanings);
        }
        return more;
    }

    private synchronized Position positionOf(int ordinal) {
        return state.texts().position(ordinal);
    }

    /** Who spoke before and after whom. */
    Turns turns() {
        return state.turns();
    }

    List<LexicalHit> byWords(String question, int k, int texts, IntPredicate visible) {
        return state.words().search(question, k, texts, visible);
    }

    /** Of a text, if it has one yet. */
    @Nullable Vector vector(int ordinal) {
        return meanings.vector(ordinal);
    }

    List<VectorHit> byMeaning(Vector question, int k, IntPredicate visible) {
        return meanings.search(question, k, visible);
    }

    /**
     * Of what is known as of a position.
     *
     * @param texts that there were
     */
    synchronized Coverage coverage(String model, Position at, int texts) {
        int indexed = state.texts().through(at);
        return new Coverage(model, texts, Math.min(embedded, indexed), indexed, freshThrough());
    }

    /** Up to here all texts are searchable by meaning. */
    synchronized Position freshThrough() {
        return embedded == state.texts().size()
                ? through
                : new Position(state.texts().position(embedded).value() - 1);
    }

    @Override
    public void close() {
        state.words().close();
        meanings.close();
    }
}
