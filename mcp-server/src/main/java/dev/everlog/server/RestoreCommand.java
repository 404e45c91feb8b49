package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.tail.PrivateFiles;
import dev.everlog.server.backup.BackupStore;
import dev.everlog.server.backup.BackupStore.Backup;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everlog restore}: a memory out of a backup, whole or not at all. */
@Command(
        name = "restore",
        description =
                "Makes a memory of the newest backup, or of the newest that ends at or before --at. It is made beside its"
                        + " place, verified, and then renamed. Exit code 0, 3 when the backup is not whole.")
final class RestoreCommand implements Callable<Integer> {
    private static final Pattern HANDLE = Pattern.compile("e?(\\d{1,18})");

    @Mixin private final DataOptions data;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "that everlog backup wrote to")
    private Path from = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "POSITION",
            description =
                    "of the last event that may be in it, for instance e1042 (default: the newest)")
    private String at = "e" + "9".repeat(18);

    private final PrintStream answers;

    RestoreCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = data.config().data();
        Path tenant = directory.resolve(Wiring.TENANT);
        if (Files.exists(tenant)) {
            throw new ConfigurationException(
                    "there is a memory in "
                            + directory
                            + ", which is never overwritten: give --data a new directory");
        }
        if (from.toString().isBlank()) {
            throw new ConfigurationException("--from is the directory of the backups, not ''");
        }
        DataDirectory.requireOurs(directory);
        Path fresh =
                directory
                        .resolve("tmp")
                        .resolve(Long.toString(ProcessHandle.current().pid()))
                        .resolve("restored");
        try {
            BackupStore backups = new BackupStore(from);
            Backup restored = backups.restore(position(), fresh.resolve("log"));
            Positions erased = backups.erasedSince(restored.position());
            erase(fresh, erased);
            Files.move(fresh, tenant, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.forceDirectory(directory);
            DataDirectory.closeToOthers(directory);
            answers.printf(
                    "restored %s through %s: %d files, %d bytes; hash %s%n",
                    directory,
                    restored.position(),
                    restored.files(),
                    restored.bytes(),
                    restored.hash());
            if (!erased.isEmpty()) {
                answers.printf(
                        "erased again: %d events, which a later backup knows to be erased%n",
                        erased.count());
            }
            return 0;
        } finally {
            TemporaryFiles.delete(Objects.requireNonNull(fresh.getParent()));
        }
    }

    /** Before the memory has a name, so that nobody sees it with what was erased. */
    private static void erase(Path tenant, Positions erased) throws InterruptedException {
        if (erased.isEmpty()) {
            return;
        }
        try (EventLog log = Wiring.log(tenant, Durability.COMMIT)) {
            for (Erasure each : Erasure.of(erased, "erased before, and restored")) {
                EraseCommand.erase(log, each, "everlog restore");
            }
        }
    }

    private Position position() {
        Matcher handle = HANDLE.matcher(at);
        if (!handle.matches()) {
            throw new ConfigurationException("--at is a position, for instance e1042, not " + at);
        }
        return new Position(Long.parseLong(handle.group(1)));
    }
}
