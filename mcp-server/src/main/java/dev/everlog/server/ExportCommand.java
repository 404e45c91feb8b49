package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everlog export}: all events as JSON Lines, also while servers write. */
@Command(
        name = "export",
        description =
                "Writes every event, in order, as one line of JSON (see docs/how-to/move-a-memory.md).")
final class ExportCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "a new file, readable by you only (default: standard output)")
    private @Nullable Path file;

    private final PrintStream answers;

    ExportCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        Path log = Wiring.existingLog(data.config().data());
        try (Tail tail = FileTail.open(log, TailOptions.of(Durability.COMMIT));
                Writer out = out()) {
            Progress progress = new Progress("exported");
            try (EventCursor events = tail.read(Position.NONE)) {
                for (StoredEvent event = events.next(); event != null; event = events.next()) {
                    out.append(EventLines.line(event)).append('\n');
                    progress.to(event.position());
                }
            }
            progress.end();
        }
        return 0;
    }

    private Writer out() throws IOException {
        if (file == null) {
            return new BufferedWriter(new OutputStreamWriter(answers, StandardCharsets.UTF_8));
        }
        try {
            Files.createFile(file, PrivateFiles.mode(file));
            return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(file + " is there already: give --to a new file");
        }
    }
}
