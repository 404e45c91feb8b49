package dev.everlog.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code everlog compact}: the same memory in less space, while servers go on. */
@Command(
        name = "compact",
        description =
                "Moves all events into compressed segments, and deletes what deaths and damage have left: drafts,"
                        + " temporary files, snapshots and vectors that are of no use. Servers go on meanwhile. Exit code 0, 1"
                        + " when it is not done yet, 3 when the log is damaged.")
final class CompactCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    private final PrintStream answers;

    CompactCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerConfig config = data.config();
        Path memory = config.data();
        Wiring.existingLog(memory);
        Compaction.Result result = new Compaction(memory, config.durability()).run();
        result.steps().forEach(answers::println);
        if (result.steps().isEmpty()) {
            answers.printf("nothing to compact in %s: %d bytes%n", memory, result.after());
        } else {
            answers.printf(
                    "compacted %s: %d bytes before, %d after%n",
                    memory, result.before(), result.after());
        }
        return 0;
    }
}
