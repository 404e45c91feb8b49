package dev.everlog.embeddings;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A direction in the space of a model: float32 components of unit length, so that {@link #dot} is the cosine.
///
/// Immutable and thread-safe: components are copied in and copied out. Equal if all components are equal bit by bit.
public final class Vector {

    /// How far from 1 the length may be when bytes are read: float32 rounding of 4,096 components stays below it.
    private static final double LENGTH_TOLERANCE = 1e-3;

    private final float[] components;

    private Vector(float[] components) {
        this.components = components;
    }

    /// The direction of some components, scaled to unit length. O(dimensions); copies.
    ///
    /// @throws IllegalArgumentException if there is no direction: nothing given, all zero, infinite or not a number
    public static Vector ofDirection(float[] components) {
        double length = length(components);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalArgumentException(
                    "a vector needs a direction, but the length of its "
                            + components.length
                            + " components is "
                            + length);
        }
        float[] unit = new float[components.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (components[i] / length);
        }
        return new Vector(unit);
    }

    /// Reads what {@link #toBytes} wrote; not scaled again, so that a round trip is exact. Copies.
    ///
    /// @param bytes float32 components, little endian
    /// @throws IllegalArgumentException if the length is not a multiple of 4 or the vector is not of unit length
    public static Vector fromBytes(byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "a vector takes 4 bytes per component, found " + bytes.length + " bytes");
        }
        float[] components = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(components);
        double length = length(components);
        if (!(Math.abs(length - 1) <= LENGTH_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "a stored vector must have length 1, found " + length);
        }
        return new Vector(components);
    }

    /// The components as float32, little endian; 4 bytes each; a fresh array.
    public byte[] toBytes() {
        ByteBuffer bytes =
                ByteBuffer.allocate(components.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(components);
        return bytes.array();
    }

    /// The components; a fresh array that belongs to the caller.
    public float[] toArray() {
        return components.clone();
    }

    public int dimensions() {
        return components.length;
    }

    /// The cosine of the angle to another vector of the same model, -1 to 1. O(dimensions).
    public double dot(Vector other) {
        if (other.components.length != components.length) {
            throw new IllegalArgumentException(
                    "cannot compare vectors of "
                            + components.length
                            + " and "
                            + other.components.length
                            + " dimensions");
        }
        double sum = 0;
        for (int i = 0; i < components.length; i++) {
            sum += (double) components[i] * other.components[i];
        }
        return sum;
    }

    private static double length(float[] components) {
        double sum = 0;
        for (float component : components) {
            sum += (double) component * component;
        }
        return Math.sqrt(sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vector vector && Arrays.equals(components, vector.components);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components);
    }

    /// Only the shape: components of a private text belong in no log.
    @Override
    public String toString() {
        return "Vector[" + components.length + "]";
    }
}
