package dev.everlog.memory.vector;

import dev.everlog.embeddings.Vector;
import java.util.Random;
import java.util.stream.Stream;

/// Random vectors that lie in clusters, as those of real texts do; the same for the same seed.
final class Clusters {

    private static final int PER_CLUSTER = 50;

    private final Random random;
    private final Vector[] centres;

    Clusters(long seed, int vectors, int dimensions) {
        random = new Random(seed);
        centres =
                Stream.generate(() -> Vector.ofDirection(noise(dimensions, 1)))
                        .limit(Math.max(1, vectors / PER_CLUSTER))
                        .toArray(Vector[]::new);
    }

    Vector next() {
        float[] centre = centres[random.nextInt(centres.length)].toArray();
        float[] noise = noise(centre.length, Math.sqrt(1.0 / centre.length));
        for (int i = 0; i < centre.length; i++) {
            centre[i] += noise[i];
        }
        return Vector.ofDirection(centre);
    }

    private float[] noise(int dimensions, double deviation) {
        float[] noise = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            noise[i] = (float) (random.nextGaussian() * deviation);
        }
        return noise;
    }
}
