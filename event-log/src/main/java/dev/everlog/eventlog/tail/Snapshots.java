package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Anchor;
import dev.everlog.eventlog.Position;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was folded once, kept so that the next start need not fold it again. A cache: whatever is lost, damaged, of
 * another version or of another log is ignored, and folded anew. Thread-safe.
 */
public interface Snapshots {
    /** Keeps nothing. */
    Snapshots NONE =
            new Snapshots() {
                @Override
                public Optional<Snapshot> newest(Predicate<Snapshot> wanted) {
                    return Optional.empty();
                }

                @Override
                public boolean due(Position position) {
                    return false;
                }

                @Override
                public boolean dueAtEnd(Position position) {
                    return false;
                }

                @Override
                public boolean write(Anchor anchor, List<Section> sections) {
                    return false;
                }
            };

    /**
     * One state of several that stand at the same position.
     *
     * @param version of its meaning and form; another one is not read
     */
    record Section(String name, int version, Contents contents) {}

    /** Writes a state out. May run long after it was made, by any thread, while the live state goes on. */
    @FunctionalInterface
    interface Contents {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** Kept in a directory, which is made when it is needed; {@code name} tells several kinds apart. */
    static Snapshots in(Path directory, String name) {
        return new SnapshotDirectory(directory, name, SnapshotDirectory.FEWEST);
    }

    /**
     * As {@link #in(Path, String)}.
     *
     * @param fewest events after which one is written, 1 or more
     */
    static Snapshots in(Path directory, String name, int fewest) {
        return new SnapshotDirectory(directory, name, fewest);
    }

    /**
     * Deletes all kinds of them in a directory that stand before a position; from now on none that does is written.
     *
     * @throws IOException also when a process has been writing one for half a minute
     */
    static void forget(Path directory, Position before) throws IOException {
        new ErasedSnapshots(directory).forget(before);
    }

    /** The newest whole one that is wanted; each byte of it was checked. Newer ones, of no use then, are deleted. */
    Optional<Snapshot> newest(Predicate<Snapshot> wanted);

    /** Whether a snapshot at the position would save the next start enough work; mostly without a look at the disk. */
    boolean due(Position position);

    /** Whether a process that ends should write one: there is something new, and it is soon written. */
    boolean dueAtEnd(Position position);

    /**
     * Writes one, unless another process is writing at the moment.
     *
     * @return whether it was written
     */
    boolean write(Anchor anchor, List<Section> sections) throws IOException;
}
