package dev.everlog.memory.moving;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.archive.EventFile;
import dev.everlog.eventlog.tail.Archive;
import dev.everlog.memory.MemoryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Parquet, with times as times and the id as a UUID: DuckDB, pandas and others read it as it is. */
final class EventColumns implements EventFormat {
    @Override
    public Sink write(OutputStream out) throws IOException {
        EventFile.Sink file = EventFile.write(out);
        return new Sink() {
            @Override
            public void put(StoredEvent event) throws IOException {
                file.put(event);
            }

            @Override
            public void end(Position last) throws IOException {
                file.close();
            }
        };
    }

    private static Archive.Source<StoredEvent> open(Path file) {
        try {
            return EventFile.read(file);
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static MemoryException damaged(Path file, IOException e) {
        return FieldSource.damaged(
                file
                        + " is not a Parquet file as everlog export writes it, or not all of it: "
                        + e.getMessage(),
                e);
    }

    @Override
    public Source read(Path file) {
        Archive.Source<StoredEvent> events = open(file);
        return new Source() {
            @Override
            public @Nullable StoredEvent next() {
                try {
                    return events.next();
                } catch (IOException e) {
                    throw damaged(file, e);
                }
            }

            @Override
            public boolean isWhole() {
                return true; // what has its footer has all rows
            }

            @Override
            public void close() throws IOException {
                events.close();
            }
        };
    }
}
