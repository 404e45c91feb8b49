package dev.everlog.bench;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Origin;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The log, with callers that append some events at a time.
 *
 * @param log of the durability that is measured
 */
record LogContender(EventLog log, int callers, int eventsPerCall) implements Contender {
    /** Bytes of an event's data: what a remembered sentence comes to. */
    private static final int DATA_BYTES = 300;

    private static final Ids IDS = Ids.uuidV7();
    private static final Origin ORIGIN = Origin.of("bench", "bench");
    private static final String DATA = data();

    @Override
    public void write(int caller) {
        var events = Stream.generate(() -> event(caller)).limit(eventsPerCall).toList();
        var result = log.append(events, AppendCondition.always());
        if (!(result instanceof AppendResult.Appended)) {
            throw new NotMeasuredException("the log did not append: " + result);
        }
    }

    private static Event event(int caller) {
        return new Event(
                IDS.next(),
                "caller/" + caller,
                "bench.appended",
                Instant.now(),
                DATA,
                ORIGIN,
                null);
    }

    /** Bytes that one event takes on disk, frame and all: measured by appending some. */
    static int bytesOnDisk(EventLog log) {
        int events = 100;
        var contender = new LogContender(log, 1, 1);
        long before = log.status().bytes();
        for (int i = 0; i < events; i++) {
            contender.write(0);
        }
        return Math.toIntExact((log.status().bytes() - before) / events);
    }

    private static String data() {
        String frame = "{\"text\":\"\"}";
        return "{\"text\":\"" + "x".repeat(DATA_BYTES - frame.length()) + "\"}";
    }
}
