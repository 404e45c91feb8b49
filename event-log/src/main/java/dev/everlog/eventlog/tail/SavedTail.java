package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Snapshots.Section;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;

/**
 * What the tail knows of its frames (where they stand, which ids, requests and subjects they brought), saved from time
 * to time, so that opening reads the newest generation and not all of them. Confined to whoever has the turn to write.
 */
final class SavedTail {
    private static final String NAME = "tail";
    private static final int VERSION = 1;

    private final Snapshots snapshots;
    private final Chain chain;
    private final Admission admission;
    private final SnapshotSaver saver;

    SavedTail(Snapshots snapshots, Chain chain, Admission admission) {
        this.snapshots = snapshots;
        this.saver = new SnapshotSaver(snapshots);
        this.chain = chain;
        this.admission = admission;
    }

    /** Stands at the newest snapshot that is of this log, if there is one; else still at its beginning. */
    void resume(Position durable) {
        LogFailures.quietly(
                snapshots
                        .newest(snapshot ->
                                snapshot.holds(NAME, VERSION)
                                        && !snapshot.anchor().position().isAfter(durable)
                                        && resume(snapshot))
                        .orElse(null));
    }

    private boolean resume(Snapshot snapshot) {
        try {
            DataInputStream in = snapshot.open(NAME);
            long bytes = in.readLong();
            chain.index().restore(in);
            admission.restore(in);
            if (chain.resume(snapshot.anchor(), bytes)) {
                return true;
            }
        } catch (IOException | LogException e) {
            // All of it is in the frames; what is wrong with them is found by reading them.
        }
        chain.index().clear();
        admission.clear();
        return false;
    }

    /** Called when no caller waits; written in the background. */
    void saveIfDue(Position durable) {
        Position end = chain.lastPosition();
        if (end.equals(durable)) {
            saver.saveIfDue(
                    end, () -> new Anchor(end, chain.hash().toString()), () -> List.of(section()));
        }
    }

    private Section section() {
        long bytes = chain.bytes();
        Snapshots.Contents frames = chain.index().saved();
        Snapshots.Contents admitted = admission.saved();
        return new Section(
                NAME,
                VERSION,
                out -> {
                    out.writeLong(bytes);
                    frames.writeTo(out);
                    admitted.writeTo(out);
                });
    }
}
