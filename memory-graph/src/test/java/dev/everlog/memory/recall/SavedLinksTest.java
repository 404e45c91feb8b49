package dev.everlog.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.Vector;
import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.SequentialIds;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.TestEvents;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.eventlog.tail.InMemoryTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.Memory;
import dev.everlog.memory.vector.VectorIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedLinksTest {
    private static final int VECTORS = VectorIndex.GRAPH_FROM;
    private static final int DIMENSIONS = 8;

    @TempDir private Path directory;

    @Test
    void links_are_saved_and_taken_by_the_next_start_of_the_same_memory_and_model()
            throws Exception {
        try (Memory memory = memory()) {
            save(memory);
            assertThat(linkedAfterStart(memory, "one")).isEqualTo(VECTORS);
        }
    }

    @Test
    void links_of_another_model_are_not_taken() throws Exception {
        try (Memory memory = memory()) {
            save(memory);
            assertThat(linkedAfterStart(memory, "another")).isZero();
        }
    }

    @Test
    void links_of_another_memory_are_not_taken() throws Exception {
        try (Memory memory = memory();
                Memory other = memory()) {
            save(memory);
            assertThat(linkedAfterStart(other, "one")).isZero();
        }
    }

    @Test
    void damaged_links_are_not_taken() throws Exception {
        try (Memory memory = memory()) {
            save(memory);
            Path file = directory.resolve("links-00000000000000000001.snapshot");
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 4;
            Files.write(file, bytes);
            assertThat(linkedAfterStart(memory, "one")).isZero();
        }
    }

    private void save(Memory memory) throws Exception {
        EagerSnapshots snapshots = new EagerSnapshots(directory, "links", 1);
        try (VectorIndex vectors = vectors()) {
            vectors.grow(VECTORS);
            new SavedLinks(memory, snapshots, "one").saveIfDue(new Position(1), vectors);
            snapshots.awaitWritten(new Position(1));
        }
    }

    private int linkedAfterStart(Memory memory, String model) {
        try (VectorIndex vectors = vectors()) {
            new SavedLinks(memory, Snapshots.in(directory, "links"), model).restore(vectors);
            return vectors.linked();
        }
    }

    private static VectorIndex vectors() {
        VectorIndex vectors = new VectorIndex(DIMENSIONS);
        Random random = new Random(3);
        for (int i = 0; i < VECTORS; i++) {
            float[] components = new float[DIMENSIONS];
            for (int j = 0; j < DIMENSIONS; j++) {
                components[j] = (float) random.nextGaussian();
            }
            vectors.add(i, Vector.ofDirection(components));
        }
        return vectors;
    }

    /** A memory of one event. */
    private static Memory memory() {
        EventLog log = new EventLog(new InMemoryTail(TestClock.atNoon()));
        log.append(List.of(TestEvents.numbered(1)), AppendCondition.always());
        return new Memory(
                new Memory.Parameters(
                        "default", log, Snapshots.NONE, TestClock.atNoon(), new SequentialIds()));
    }
}
