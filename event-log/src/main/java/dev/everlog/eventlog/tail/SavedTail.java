package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Snapshots.Section;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the tail knows of its frames (where they stand, which ids, requests and subjects they brought), saved from time
 * to time, so that opening reads the newest generation and not all of them. Confined to whoever has the turn to write.
 */
final class SavedTail {
    private static final String NAME = "tail";
    private static final int VERSION = 2;

    private final Snapshots snapshots;
    private final Chain chain;
    private final Admission admission;
    private final Erasures erasures;
    private final SnapshotSaver saver;
    private Position refused = Position.NONE; // where the snapshot stands that is not of this log

    SavedTail(Snapshots snapshots, Chain chain, Admission admission, Erasures erasures) {
        this.snapshots = snapshots;
        this.saver = new SnapshotSaver(snapshots);
        this.chain = chain;
        this.admission = admission;
        this.erasures = erasures;
    }

    /** Stands at the newest snapshot if it is of this log; else still at its beginning. */
    void resume() {
        newest(snapshot -> snapshot.holds(NAME, VERSION) && (resume(snapshot) || refuse(snapshot)));
    }

    private boolean refuse(Snapshot snapshot) {
        refused = snapshot.anchor().position();
        return true;
    }

    /**
     * A snapshot is taken of what is on stable storage. So when the log ends before one, what was between is lost; else
     * the one that was refused is of another log, and deleted.
     *
     * @param end of the log, with everything that was not acknowledged
     * @throws LogException {@code CORRUPT}
     */
    void requireReached(Position end) {
        if (refused.isAfter(end)) {
            throw new LogException(
                    Kind.CORRUPT,
                    "the log ends at "
                            + end
                            + ", and a snapshot says that it went through "
                            + refused
                            + ": what was between is gone, or the snapshot is of another log. Bring the files back or"
                            + " restore a backup; or, to go on without them, delete the directory 'snapshots'");
        }
        if (refused.isAfter(Position.NONE)) {
            newest(snapshot -> refused.isAfter(snapshot.anchor().position()));
            refused = Position.NONE;
        }
    }

    private void newest(Predicate<Snapshot> wanted) {
        LogFailures.quietly(snapshots.newest(wanted).orElse(null));
    }

    private boolean resume(Snapshot snapshot) {
        try {
            DataInputStream in = snapshot.open(NAME);
            long bytes = in.readLong();
            chain.index().restore(in);
            admission.restore(in);
            erasures.restore(in);
            if (chain.resume(snapshot.anchor(), bytes)) {
                return true;
            }
        } catch (IOException | LogException e) {
            // All of it is in the frames; what is wrong with them is found by reading them.
        }
        chain.index().clear();
        admission.clear();
        erasures.clear();
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

    /** Called when this process appends no more. */
    void saveAtEnd() {
        saver.saveAtEnd(
                chain.lastPosition(),
                () -> new Anchor(chain.lastPosition(), chain.hash().toString()),
                () -> List.of(section()));
    }

    private Section section() {
        long bytes = chain.bytes();
        Snapshots.Contents frames = chain.index().saved();
        Snapshots.Contents admitted = admission.saved();
        Snapshots.Contents wished = erasures.saved();
        return new Section(
                NAME,
                VERSION,
                out -> {
                    out.writeLong(bytes);
                    frames.writeTo(out);
                    admitted.writeTo(out);
                    wished.writeTo(out);
                });
    }
}
