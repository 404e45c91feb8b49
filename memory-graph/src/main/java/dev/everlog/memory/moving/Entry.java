package dev.everlog.memory.moving;

import dev.everlog.memory.AddEdge;
import dev.everlog.memory.AddNode;
import dev.everlog.memory.ImportBatch;
import dev.everlog.memory.Remember;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one row is to become. Immutable. */
sealed interface Entry {
    /** Where the row begins, from 1. */
    long line();

    /** An event. */
    record OfEvent(long line, ImportBatch.Item event) implements Entry {}

    /** Things to be known, in this order. */
    record OfThings(long line, List<Thing> things) implements Entry {
        public OfThings {
            things = List.copyOf(things);
        }
    }

    /** A row that cannot be taken. */
    record Refused(long line, String why) implements Entry {}

    /** Something that goes through the rules of the memory. */
    sealed interface Thing {}

    /**
     * A node.
     *
     * @param name by which rows of the file mean it
     */
    record NewNode(String name, AddNode node) implements Thing {}

    /**
     * A text to be remembered.
     *
     * @param about name of a node of the file; null if the memory says itself what it is about
     */
    record NewMemory(Remember memory, @Nullable String about) implements Thing {}

    /** An edge. Source and target are names of nodes of the file, or else of the memory. */
    record NewEdge(AddEdge edge) implements Thing {}

    /** What is kept as it was said. */
    record NewEvent(ImportBatch.Item event) implements Thing {}
}
