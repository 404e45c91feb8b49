package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Snapshots.Section;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes snapshots when they are due, beside the thread that has the state. Confined to that thread. */
public final class SnapshotSaver {
    /** How long an end waits for it: a server has 250 ms for all of its end. */
    private static final Duration END = Duration.ofMillis(150);

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
        if (isFree() && snapshots.due(position)) {
            writing = save(anchor.get(), sections.get());
        }
    }

    /**
     * Call it when the state changes no more, as {@link #saveIfDue}; waits {@link #END} at most. What is not written by
     * then may be written later or never: half of one does no harm.
     */
    public void saveAtEnd(
            Position position, Supplier<Anchor> anchor, Supplier<List<Section>> sections) {
        if (isFree() && snapshots.dueAtEnd(position)) {
            try {
                var _ = save(anchor.get(), sections.get()).join(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isFree() {
        return writing == null || !writing.isAlive();
    }

    private Thread save(Anchor anchor, List<Section> sections) {
        return Thread.ofPlatform()
                .daemon()
                .name("everlog-save")
                .start(() -> write(anchor, sections));
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
