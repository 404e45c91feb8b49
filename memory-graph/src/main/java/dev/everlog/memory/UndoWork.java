package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Work to be undone: afterwards every read is as if it had never been written, but for what others wrote on top of it.
 * Its events are hidden, and what its own acts of hiding and restoring did is turned back. Undone itself by {@link
 * RestoreEvents} with the {@code undo} position. Immutable.
 *
 * @param which of the events in the span
 * @param after events up to here stay
 * @param through events after this stay
 * @param scope whose project
 * @param reason kept with the act
 */
public record UndoWork(
        EventQuery which,
        Position after,
        Position through,
        Scope scope,
        String reason,
        Consent consent) {
    public UndoWork {
        Checks.text("reason", reason, HideEvents.MAX_REASON);
        if (through.value() < after.value()) {
            throw MemoryException.invalid(
                    "the span ends at " + through + ", before it begins after " + after,
                    "swap written_since and written_until");
        }
    }

    /**
     * The answer. What is gone, back or changed is told for both, the preview and the act.
     *
     * @param receipt null for a dry run, or when there was nothing to undo
     * @param undo give this to restore; null as the receipt is
     * @param hidden the events of the work, oldest first
     * @param shown what the work had hidden, oldest first
     * @param gone nodes and memories, as they were before
     * @param back nodes and memories, as they are after
     * @param changed nodes and memories of which another version is seen, as they are after
     * @param kept what cannot be undone, each with why
     * @param conflicts what others made of the work: it stays
     */
    public record Result(
            @Nullable Receipt receipt,
            @Nullable Position undo,
            List<Position> hidden,
            List<Position> shown,
            List<NodeRow> gone,
            List<NodeRow> back,
            List<NodeRow> changed,
            List<String> kept,
            List<String> conflicts,
            @Nullable String confirmToken) {}

    /** See {@link Memory#hide} on consent. As dear as a look at every envelope. */
    public Result in(Memory memory, Writer writer) {
        if (consent.dryRun()) {
            return memory.read(
                    Vantage.NOW, reading -> DecideUndo.of(reading, this).answer(Optional.empty()));
        }
        Instant now = memory.now();
        Optional<Written> written =
                memory.write(writer, reading -> DecideUndo.of(reading, this).decision(now));
        return memory.read(
                written.map(Memory::before).orElse(Vantage.NOW),
                reading -> DecideUndo.of(reading, this).answer(written));
    }
}
