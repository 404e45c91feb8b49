package dev.everlog.server;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.memory.moving.EventFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everlog export}: all events in one file, also while servers write. */
@Command(
        name = "export",
        description =
                "Writes every event, in order, as JSON Lines, CSV or Parquet (see docs/how-to/move-a-memory.md). Exit code 0, 3 when"
                        + " the log is damaged; then there is no file.")
final class ExportCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "a new file, readable by you only (default: standard output)")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl, csv or parquet (default: by the ending of FILE, else jsonl)")
    private @Nullable String format;

    private final PrintStream answers;

    ExportCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        Path log = Wiring.existingLog(data.config().data());
        EventFormat chosen = EventFormat.of(format, String.valueOf(file));
        if (file == null) {
            export(log, chosen, answers);
            if (answers.checkError()) {
                throw new IOException("standard output takes no more: give --to a file");
            }
            return 0;
        }
        create(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            export(log, chosen, out);
            return 0;
        } catch (IOException | RuntimeException e) {
            Files.delete(file); // half an export looks like a whole one
            throw e;
        }
    }

    private static void export(Path log, EventFormat format, OutputStream to) throws IOException {
        Progress progress = new Progress("exported");
        try (Tail tail = FileTail.frozen(log);
                EventCursor events = tail.read(Position.NONE)) {
            EventFormat.Sink sink = format.write(to);
            Position last = Position.NONE;
            for (StoredEvent event = events.next(); event != null; event = events.next()) {
                sink.put(event);
                last = event.position();
                progress.to(last);
            }
            sink.end(last);
        }
        progress.end();
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, PrivateFiles.mode(file));
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(file + " is there already: give --to a new file");
        }
    }
}
