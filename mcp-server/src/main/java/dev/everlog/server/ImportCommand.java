package dev.everlog.server;

import dev.everlog.eventlog.StoredEvent;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

/** {@code everlog import}: a memory of its own from what {@code export} wrote. */
@Command(
        name = "import",
        description =
                "Makes a new memory of exported events, with the same positions, times and digest. A broken run goes on"
                        + " where it ended when it is started again.")
final class ImportCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Parameters(paramLabel = "FILE", description = "as export writes it")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl or csv (default: by the ending of FILE, else jsonl)")
    private @Nullable String format;

    ImportCommand(Map<String, String> environment) {
        this.data = new DataOptions(environment);
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + " is no file: give one that export wrote");
        }
        EventFormat chosen = EventFormat.of(format, file.toString());
        try (Reader in = Files.newBufferedReader(file);
                Import into = new Import(Wiring.logDirectory(data.config().data()), "imported")) {
            EventFormat.Source source = chosen.read(in);
            long number = 1;
            for (StoredEvent event = next(source, number); event != null; ) {
                into.take(event);
                event = next(source, ++number);
            }
            into.end();
        }
        return 0;
    }

    /** @param number of the event in the file, from 1 */
    private static @Nullable StoredEvent next(EventFormat.Source source, long number)
            throws IOException {
        try {
            Map<String, String> fields = source.next();
            return fields == null ? null : EventFields.event(fields);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new ConfigurationException(
                    "event "
                            + number
                            + " of the file is none as `everlog export` writes it: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
