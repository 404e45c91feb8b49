package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Batches by chance; ids count, so that a seed makes the same ones again. Confined to one thread. */
final class SimulatedEvents {
    private static final Origin ORIGIN = Origin.of("default", "simulator");
    private static final Instant WHEN = Instant.parse("2026-03-14T12:00:00Z");
    private static final int SUBJECTS = 5;
    private static final int LARGEST_BATCH = 5;

    private final Random random;
    private long ids;

    SimulatedEvents(Random random) {
        this.random = random;
    }

    /** Small or several pages long, one of three with an idempotency key. */
    List<Event> batch() {
        IdempotencyKey key = random.nextInt(3) == 0 ? new IdempotencyKey("k" + ids, "d") : null;
        int bytes = random.nextInt(4) == 0 ? random.nextInt(9_000) : random.nextInt(100);
        return Stream.generate(() -> event(key, bytes))
                .limit(1 + random.nextInt(LARGEST_BATCH))
                .toList();
    }

    /** One small event that nothing can be said against. */
    List<Event> neutral() {
        return List.of(event(null, 10));
    }

    private Event event(@Nullable IdempotencyKey key, int bytes) {
        return new Event(
                new UUID(0x7000L, 0x8000_0000_0000_0000L | ++ids),
                "thing/" + random.nextInt(SUBJECTS),
                "thing.happened",
                WHEN,
                "{\"n\":" + ids + ",\"x\":\"" + "x".repeat(bytes) + "\"}",
                ORIGIN,
                key);
    }
}
