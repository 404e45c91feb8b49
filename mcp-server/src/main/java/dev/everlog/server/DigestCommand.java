package dev.everlog.server;

import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.VerifyReport.Kind;
import dev.everlog.eventlog.file.FileTail;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code everlog digest}: whether two memories are the same, in a few lines. */
@Command(
        name = "digest",
        description =
                "Prints the hash of the log (its last frame, which holds all before it) and the SHA-256 of every"
                        + " view that is folded from it. Exit code 0, or 3 for a damaged log.")
final class DigestCommand implements Callable<Integer> {
    @Mixin private final DataOptions data;

    private final PrintStream answers;

    DigestCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() {
        ServerConfig config = data.config();
        VerifyReport log = FileTail.verify(Wiring.existingLog(config.data()));
        if (log.worst() == Kind.CORRUPT) {
            ConfigurationException.report("the log is damaged: everlog verify says where");
            return ExitCode.DAMAGED;
        }
        print("log", log.hash() + " through " + log.verified());
        try (var tenants = Wiring.frozen(config)) {
            tenants.open(Wiring.TENANT).digests().forEach(this::print);
        }
        return 0;
    }

    private void print(String name, String digest) {
        answers.printf("%-11s%s%n", name, digest);
    }
}
