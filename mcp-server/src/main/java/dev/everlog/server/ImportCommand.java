package dev.everlog.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code everlog import}: a memory of its own from what {@code export} wrote. */
@Command(
        name = "import",
        description =
                "Makes a new memory of exported events, with the same positions, times and digest. A broken run goes on"
                        + " where it ended when it is started again.")
final class ImportCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    @Parameters(paramLabel = "FILE", description = "JSON Lines, as export writes them")
    private Path file = Path.of("");

    ImportCommand(Map<String, String> environment) {
        this.data = new DataOptions(environment);
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(file + " is no file: give one that export wrote");
        }
        try (var lines = Files.newBufferedReader(file);
                var into = new Import(Wiring.logDirectory(data.config().data()), "imported")) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                into.take(EventLines.event(line, ++number));
            }
            into.end();
        }
        return 0;
    }
}
