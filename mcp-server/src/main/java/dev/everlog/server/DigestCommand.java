package dev.everlog.server;

import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.VerifyReport.Kind;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.memory.moving.EventLines;
import dev.everlog.server.backup.Sha256;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code everlog digest}: whether two memories are the same, in a few lines. */
@Command(
        name = "digest",
        description =
                "Prints the hash of the log (its last frame, which holds all before it; it has random salts), the SHA-256 of"
                        + " its events as JSON Lines, which a copy has too, and that of every view that is folded from"
                        + " it. Exit code 0, or 3 for a damaged log.")
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
        try (var frozen = new EventLog(FileTail.frozen(Wiring.logDirectory(config.data())));
                var tenants = Wiring.tenants(config, frozen)) {
            print("content", content(frozen));
            tenants.open(Wiring.TENANT).digests().forEach(this::print);
        }
        return 0;
    }

    /** SHA-256 of the events as JSON Lines: what two logs have in common whose salts differ. */
    private static String content(EventLog log) {
        MessageDigest digest = Sha256.digesting(OutputStream.nullOutputStream()).getMessageDigest();
        try (EventCursor events = log.read(Position.NONE)) {
            for (StoredEvent event = events.next(); event != null; event = events.next()) {
                digest.update((EventLines.line(event) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return Sha256.hex(digest);
    }

    private void print(String name, String digest) {
        answers.printf("%-12s%s%n", name, digest);
    }
}
