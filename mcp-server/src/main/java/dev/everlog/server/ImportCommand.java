package dev.everlog.server;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.moving.EventFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            description = "jsonl, csv or parquet (default: by the ending of FILE, else jsonl)")
    private @Nullable String format;

    @Option(
            names = "--part",
            description =
                    "take a file that does not say that it is whole: one that was cut on purpose, or exported before"
                            + " files did")
    private boolean part;

    ImportCommand(Map<String, String> environment) {
        this.data = new DataOptions(environment);
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + " is no file: give one that export wrote");
        }
        EventFormat chosen = EventFormat.of(format, file.toString());
        Path memory = data.config().data();
        String command = "everlog import " + file.toAbsolutePath() + " --data " + memory;
        try (EventFormat.Source source = chosen.read(file);
                Import into = new Import(Wiring.logDirectory(memory), command, "imported")) {
            for (StoredEvent event = source.next(); event != null; event = source.next()) {
                into.take(event);
            }
            boolean whole = part || source.isWhole();
            into.end(whole);
            return whole ? 0 : broken(command);
        }
    }

    private int broken(String command) {
        ConfigurationException.report(
                file
                        + " does not say that it is whole, so it is a part of an export: get all of it and repeat, or take"
                        + " it as it is with `"
                        + command
                        + " --part`");
        return ExitCode.DAMAGED;
    }
}
