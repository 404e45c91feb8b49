package dev.everlog.eventlog.fold;

import dev.everlog.eventlog.ErasureWatch;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Snapshot;
import dev.everlog.eventlog.tail.SnapshotSaver;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.Snapshots.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The views of a log as they were at some position, all or none of them. Confined to the folding thread. */
final class SavedViews {
    private final EventLog log;
    private final Snapshots snapshots;
    private final List<View<?>> views;
    private final SnapshotSaver saver;
    private final ErasureWatch erasures;

    SavedViews(EventLog log, Snapshots snapshots, List<View<?>> views) {
        this.log = log;
        this.snapshots = snapshots;
        this.saver = new SnapshotSaver(snapshots);
        this.views = views;
        this.erasures = ErasureWatch.of(log);
    }

    /** @param swaps put the states in place, together */
    record Loaded(Position position, List<Runnable> swaps) {}

    /** What the newest snapshot of this log holds. */
    Optional<Loaded> load() {
        try (Snapshot snapshot = snapshots.newest(this::holdsAll).orElse(null)) {
            return snapshot == null ? Optional.empty() : Optional.of(load(snapshot));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // everything is in the log
        }
    }

    private Loaded load(Snapshot snapshot) throws IOException {
        List<Runnable> swaps = new ArrayList<>();
        for (View<?> view : views) {
            swaps.add(view.load(snapshot));
        }
        return new Loaded(snapshot.anchor().position(), swaps);
    }

    private boolean holdsAll(Snapshot snapshot) {
        return views.stream().allMatch(view -> view.isIn(snapshot)) && log.holds(snapshot.anchor());
    }

    /** Called when nothing waits to be folded; the states are written in the background. */
    void saveIfDue(Position position) {
        if (areSound()) {
            saver.saveIfDue(position, () -> log.anchor(position), this::sections);
        }
    }

    /** Called when nothing is folded any more; waits a little. */
    void saveAtEnd(Position position) {
        if (areSound()) {
            saver.saveAtEnd(position, () -> log.anchor(position), this::sections);
        }
    }

    private boolean areSound() {
        return erasures.isQuiet() // else they may hold what was erased
                && views.stream().allMatch(view -> view.failure() == null);
    }

    private List<Section> sections() {
        return views.stream().<Section>map(View::save).toList();
    }
}
