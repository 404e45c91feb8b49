package dev.everlog.bench;

import dev.everlog.embeddings.EmbeddingModel;
import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.Memory;
import dev.everlog.memory.vector.TextKey;
import dev.everlog.memory.vector.VectorFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * A vector for each text of a large memory, where servers look for what their model has made. The directions are random:
 * as many vectors of the same length as the model's, without the half hour that it takes for them. Random directions
 * are the hardest to link.
 */
final class LargeVectors {
    private static final EmbeddingModel MODEL = EmbeddingModel.BGE_SMALL_EN_Q;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LargeVectors() {}

    /** Adds what is missing; what is there stays. */
    static void fill(Path data, PrintStream out) throws IOException {
        Path directory = data.resolve("default/vectors");
        PrivateFiles.makeDirectory(directory);
        Path file = directory.resolve(MODEL.name() + ".vectors");
        var options = TailOptions.of(Durability.PROCESS);
        try (var log = new EventLog(FileTail.open(data.resolve("default/log"), options));
                var events = log.read(Position.NONE);
                var vectors = VectorFile.open(file, MODEL, PATIENCE)) {
            for (StoredEvent event = events.next(); event != null; event = events.next()) {
                Memory.text(event).ifPresent(text -> add(vectors, TextKey.of(text.text())));
            }
            out.printf("# vectors  %,d in random directions%n", vectors.size());
        }
    }

    private static void add(VectorFile vectors, TextKey key) {
        if (vectors.get(key).isEmpty()) {
            var random = new Random(key.high());
            float[] direction = new float[MODEL.dimensions()];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = (float) random.nextGaussian();
            }
            vectors.put(key, Vector.ofDirection(direction));
        }
    }
}
