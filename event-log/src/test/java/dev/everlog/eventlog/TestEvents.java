package dev.everlog.eventlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events to test with. */
public final class TestEvents {
    private static final Ids IDS = Ids.uuidV7();
    private static final Instant WHEN = Instant.parse("2026-03-14T12:00:00Z");

    private TestEvents() {}

    public static Event event(String subject, String data) {
        return event(subject, data, null);
    }

    public static Event event(String subject, String data, @Nullable IdempotencyKey key) {
        return new Event(
                IDS.next(),
                subject,
                "thing.happened",
                WHEN,
                data,
                Origin.of("default", "tester"),
                key);
    }

    /** An event with a number in it. */
    public static Event numbered(int n) {
        return event("thing/" + n % 7, "{\"n\":" + n + "}");
    }

    /** Everything after a position. */
    public static List<StoredEvent> drain(EventCursor cursor) {
        List<StoredEvent> events = new ArrayList<>();
        try (cursor) {
            for (StoredEvent next = cursor.next(); next != null; next = cursor.next()) {
                events.add(next);
            }
        }
        return events;
    }
}
