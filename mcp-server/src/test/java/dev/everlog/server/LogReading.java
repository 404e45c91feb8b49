package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads all events of a data directory that no server uses any more. */
final class LogReading {
    private LogReading() {}

    /** Hands over every event in order. */
    static void forEach(Path data, Consumer<StoredEvent> reader) {
        Path directory = Wiring.logDirectory(data);
        try (var log = new EventLog(FileTail.open(directory, TailOptions.of(Durability.COMMIT)));
                var cursor = log.read(Position.NONE)) {
            for (StoredEvent event = cursor.next(); event != null; event = cursor.next()) {
                reader.accept(event);
            }
        }
    }
}
