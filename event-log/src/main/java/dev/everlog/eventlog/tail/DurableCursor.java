package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what this process knows to be acknowledged. Opens no file before the first event is asked for. */
final class DurableCursor implements EventCursor {
    private final FrameWalk walk;
    private final FrameIndex index;
    private final Supplier<Position> end;
    private final Supplier<@Nullable LogException> damage;
    private long position;
    private List<StoredEvent> frame = List.of();
    private boolean placed;

    DurableCursor(
            FrameWalk walk,
            FrameIndex index,
            Position after,
            Supplier<Position> end,
            Supplier<@Nullable LogException> damage) {
        this.walk = walk;
        this.index = index;
        this.position = after.value();
        this.end = end;
        this.damage = damage;
    }

    @Override
    public @Nullable StoredEvent next() {
        if (frame.isEmpty() || frame.getLast().position().value() <= position) {
            if (position >= end.get().value()) {
                LogException broken = damage.get();
                if (broken != null && broken.kind() == LogException.Kind.CORRUPT) {
                    throw broken.again();
                }
                return null;
            }
            frame = nextFrame();
        }
        int at = Math.toIntExact(position + 1 - frame.getFirst().position().value());
        position++;
        return frame.get(at);
    }

    private List<StoredEvent> nextFrame() {
        try {
            long first = position + 1;
            if (!placed) {
                FrameIndex.Row row = Objects.requireNonNull(index.holding(first));
                walk.seek(row.place());
                first = row.firstPosition();
                placed = true;
            }
            return Objects.requireNonNull(walk.next(first, true)).frame().events();
        } catch (IOException e) {
            throw LogFailures.of(e);
        }
    }

    @Override
    public void close() {
        LogFailures.quietly(walk);
    }
}
