package dev.everlog.server;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.moving.EventFormat;
import dev.everlog.memory.moving.ImportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code everlog import}: a memory of its own from what {@code export} wrote, or what others wrote into one. */
@Command(
        name = "import",
        description =
                "Makes a new memory of exported events, with the same positions, times and digest. A broken run goes on"
                        + " where it ended when it is started again. Of the formats of others (json, server-memory, mem0,"
                        + " allsource) each row is taken into the memory once; exit code 3 says that some were refused.")
final class ImportCommand implements Callable<Integer> {
    /** Those that do not make a memory but go into one. */
    private static final Set<ImportFormat> OF_OTHERS =
            Set.of(
                    ImportFormat.JSON,
                    ImportFormat.SERVER_MEMORY,
                    ImportFormat.MEM0,
                    ImportFormat.ALLSOURCE);

    @Mixin private final DataOptions data;

    @Parameters(paramLabel = "FILE", description = "as export or another program writes it")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "jsonl, csv or parquet (default: by the ending of FILE, else jsonl), json, server-memory, mem0 or"
                            + " allsource")
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
        @Nullable ImportFormat others =
                Stream.of(ImportFormat.values())
                        .filter(OF_OTHERS::contains)
                        .filter(each -> each.toString().equals(format))
                        .findFirst()
                        .orElse(null);
        return others == null
                ? copy()
                : new ImportOfOthers(file.toRealPath(), others, data.config()).run();
    }

    private int copy() throws IOException {
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
