package dev.everlog.memory.recall;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Snapshot;
import dev.everlog.eventlog.tail.SnapshotSaver;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.Memory;
import dev.everlog.memory.vector.Links;
import dev.everlog.memory.vector.VectorIndex;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The links between the vectors of one model, kept for the next start with the position of the last text among them.
 * Derived: whatever is lost, damaged or of another log or model is linked anew. Confined to one thread.
 */
final class SavedLinks {
    private static final int VERSION = 1;

    private final Memory memory;
    private final SnapshotSaver saver;
    private final String section;
    private @Nullable Links waiting; // until all their vectors are there

    SavedLinks(Memory memory, Snapshots snapshots, String model) {
        this.memory = memory;
        this.saver = new SnapshotSaver(snapshots);
        this.section = "links " + model;
        this.waiting = load(snapshots);
    }

    private @Nullable Links load(Snapshots snapshots) {
        try (Snapshot snapshot =
                snapshots
                        .newest(each -> each.holds(section, VERSION) && memory.holds(each.anchor()))
                        .orElse(null)) {
            return snapshot == null ? null : Links.readFrom(snapshot.open(section));
        } catch (IOException | RuntimeException e) {
            return null; // they are made of the vectors
        }
    }

    /** Once, when the vectors of all texts have come. */
    void restore(VectorIndex vectors) {
        Links links = waiting;
        waiting = null;
        try {
            if (links != null) {
                vectors.restore(links);
            }
        } catch (IOException | RuntimeException e) {
            // They are made of the vectors.
        }
    }

    /** In the background, and only now and then. */
    void saveIfDue(Position lastLinked, VectorIndex vectors) {
        saver.saveIfDue(
                lastLinked,
                () -> memory.anchor(lastLinked),
                () -> {
                    Links links = Objects.requireNonNull(vectors.links());
                    return List.of(new Snapshots.Section(section, VERSION, links::writeTo));
                });
    }
}
