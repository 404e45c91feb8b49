package dev.everlog.memory;

import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vector of the caller's for the text that a node has now. Immutable.
 *
 * @param node handle, subject, key or name; it must have a text
 * @param model whose space the vector is in, by the name that the caller gives it
 * @param vector takes the place of the one before of this model
 * @param text what the vector is of, if that is known
 */
public record EmbedText(String node, String model, Vector vector, @Nullable String text) {
    /** Components: the largest models of today have as many. */
    public static final int MAX_DIMENSIONS = 4_096;

    /** Characters of a name of a model. */
    private static final int MAX_MODEL = 200;

    public EmbedText {
        Checks.line("node", node, Remember.MAX_LINE);
        Checks.line("model", model, MAX_MODEL);
        Checks.text("text", text, Remember.MAX_TEXT);
    }

    /**
     * The answer.
     *
     * @param node handle
     * @param text the event that brought the text that now has this vector
     */
    public record Result(
            Receipt receipt, String node, Position text, String model, int dimensions) {}

    /** Scaled to unit length. {@code INVALID} for what has no direction. */
    public static Vector direction(List<? extends Number> components) {
        Checks.count("vector", components, 1, MAX_DIMENSIONS);
        float[] floats = new float[components.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = components.get(i).floatValue();
            if (!Float.isFinite(floats[i])) {
                throw MemoryException.invalid(
                        "vector["
                                + i
                                + "] is "
                                + components.get(i)
                                + ", which is no finite float32",
                        "give the numbers as the model gave them, for example [0.12, -0.03, 0.4]");
            }
        }
        try {
            return Vector.ofDirection(floats);
        } catch (IllegalArgumentException e) {
            throw MemoryException.invalid(
                    "vector has no direction: all of its " + floats.length + " numbers are 0",
                    "give the numbers as the model gave them, for example [0.12, -0.03, 0.4]");
        }
    }

    /** As it is written: a float is as many digits as tell it from its neighbours. */
    List<Float> components() {
        List<Float> components = new ArrayList<>(vector.dimensions());
        for (float component : vector.toArray()) {
            components.add(component);
        }
        return components;
    }
}
