package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.FrameStore.Engine;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves finished generations into the archive: all but the newest, in order, each sealed and proved before its hot files
 * are trimmed. Under the lease only.
 *
 * @param durable what is known to be on stable storage; nothing behind it is moved
 */
record Cooling(Engine engine, LogDirectory directory, Archive archive, Supplier<Position> durable) {
    /**
     * Moves what can be moved.
     *
     * @param stopped asked before each frame
     * @throws LogException {@code CLOSED} when stopped, {@code CORRUPT} when a frame is damaged; the generation it is in
     *     stays hot
     */
    void run(BooleanSupplier stopped) throws IOException {
        NavigableSet<Generation> generations = directory.listGenerations();
        if (generations.size() < 2) {
            return;
        }
        archive.refresh();
        for (Generation finished : generations.headSet(generations.last())) {
            Generation next = Objects.requireNonNull(generations.higher(finished));
            Position last = new Position(next.start() - 1);
            if (last.isAfter(durable.get())) {
                return;
            }
            if (last.isAfter(archive.end().position())) {
                seal(last, stopped);
            } else {
                archive.check(finished.start(), last.value()); // a crash brought it back
            }
            FailPoint.BEFORE_TRIM.pass();
            directory.trim(finished);
            FailPoint.AFTER_TRIM.pass();
        }
    }

    private void seal(Position last, BooleanSupplier stopped) throws IOException {
        try (FrameWalk walk = new FrameWalk(engine, directory)) {
            walk.refresh();
            long first = archive.end().position().value() + 1;
            archive.seal(new Frames(walk, first, last, stopped));
        }
    }

    /** Whole frames through a position. */
    private static final class Frames implements Archive.Source<WholeFrame> {
        private final FrameWalk walk;
        private long next;
        private final Position last;
        private final BooleanSupplier stopped;

        Frames(FrameWalk walk, long first, Position last, BooleanSupplier stopped) {
            this.walk = walk;
            this.next = first;
            this.last = last;
            this.stopped = stopped;
        }

        @Override
        public @Nullable WholeFrame next() throws IOException {
            if (stopped.getAsBoolean()) {
                throw new LogException(LogException.Kind.CLOSED, "this log has been closed");
            }
            if (next > last.value()) {
                return null;
            }
            WholeFrame frame = Objects.requireNonNull(walk.next(next, true)).decoded().whole();
            next = frame.last() + 1;
            return frame;
        }

        @Override
        public void close() {
            // the walk is its owner's
        }
    }
}
