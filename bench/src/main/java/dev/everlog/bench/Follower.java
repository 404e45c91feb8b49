package dev.everlog.bench;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that follows a log which another one writes. For each stretch of events that it has read it prints the last
 * position and {@link System#nanoTime}, which all processes of a machine share on Linux. Ends with its stdin.
 */
final class Follower {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Follower() {}

    public static void main(String[] args) throws IOException {
        var log = new EventLog(FileTail.open(Path.of(args[0]), TailOptions.of(Durability.COMMIT)));
        Thread.ofPlatform().daemon().start(() -> follow(log));
        int next = 0;
        while (next >= 0) {
            next = System.in.read();
        }
        System.exit(0);
    }

    private static void follow(EventLog log) {
        System.out.println("open");
        try (EventCursor cursor = log.read(Position.NONE)) {
            for (long last = 0; ; ) {
                log.awaitAfter(new Position(last), PATIENCE);
                for (var event = cursor.next(); event != null; event = cursor.next()) {
                    last = event.position().value();
                }
                System.out.println(last + " " + System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
