package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Snapshots.Section;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes snapshots when they are due, beside the thread that has the state. Confined to that thread. */
public final class SnapshotSaver {
    private final Snapshots snapshots;
    private @Nullable Thread writing;

    public SnapshotSaver(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * Call it when nobody waits for the state. Costs nothing while nothing is due.
     *
     * @param position at which the state stands
     * @param anchor of that position
     * @param sections the state as it is now
     */
    public void saveIfDue(
            Position position, Supplier<Anchor> anchor, Supplier<List<Section>> sections) {
        boolean free = writing == null || !writing.isAlive();
        if (free && snapshots.due(position)) {
            Anchor here = anchor.get();
            List<Section> now = sections.get();
            writing =
                    Thread.ofPlatform().daemon().name("everlog-save").start(() -> write(here, now));
        }
    }

    private void write(Anchor anchor, List<Section> sections) {
        try {
            snapshots.write(anchor, sections);
        } catch (IOException | RuntimeException e) {
            // A full disk, perhaps. It is a cache: the next start takes longer, and nothing else
            // happens.
        }
    }
}
