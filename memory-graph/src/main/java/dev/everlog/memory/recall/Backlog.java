package dev.everlog.memory.recall;

import dev.everlog.embeddings.Vector;
import dev.everlog.memory.vector.TextKey;
import org.jspecify.annotations.Nullable;

/** Texts that wait for their vectors. For the one thread that brings them. */
interface Backlog {
    /** A text that waits for its vector. */
    record Waiting(int ordinal, TextKey key) {}

    /** Takes in what has been written since. */
    void follow();

    /** The text whose turn it is, or null if none waits. */
    @Nullable Waiting next();

    /** The text itself, as it is embedded. Reads one event of the log. */
    String text(Waiting waiting);

    /** Brings the vector of the text whose turn it was; it is findable from now on. */
    void embedded(Waiting waiting, Vector vector);

    /**
     * Does a little of what makes searches fast, when no text waits.
     *
     * @return whether there is more of that
     */
    boolean grow();

    /** Nothing more will come. */
    void end();
}
