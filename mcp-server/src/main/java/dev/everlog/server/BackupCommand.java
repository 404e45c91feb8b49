package dev.everlog.server;

import dev.everlog.server.backup.BackupStore;
import dev.everlog.server.backup.BackupStore.Backup;
import dev.everlog.server.backup.BackupStore.Kept;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everlog backup}: a copy of the log while servers write to it. */
@Command(
        name = "backup",
        description =
                "Copies everything that is on stable storage into a directory of backups, while servers write; what is"
                        + " there already is not copied again. Exit code 0, 3 when the log is damaged.")
final class BackupCommand implements Callable<Integer> {
    private static final int KEPT = 10;

    @Mixin private final DataOptions data;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "of the backups of this memory, best on another disk")
    private Path to = Path.of("");

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "the newest N backups, older ones go (default: 10; 0: all)")
    private int keep = KEPT;

    @Option(names = "--list", description = "say which backups there are, and make none")
    private boolean list;

    private final PrintStream answers;

    BackupCommand(Map<String, String> environment, PrintStream answers) {
        this.data = new DataOptions(environment);
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            new BackupStore(to).list().forEach(this::tell);
            return 0;
        }
        Path memory = data.config().data();
        Path log = Wiring.existingLog(memory);
        if (to.toString().isBlank()
                || to.toAbsolutePath().normalize().startsWith(memory.normalize())) {
            throw new ConfigurationException(
                    "--to is a directory outside the memory's own, best on another disk, not '"
                            + to
                            + "'");
        }
        if (keep < 0) {
            throw new ConfigurationException(
                    "--keep is a number of backups from 0, for instance 10");
        }
        Backup made = new BackupStore(to).add(log, keep, Instant.now());
        answers.printf(
                "backed up %s through %s: %d files, %d bytes, %d of them new; hash %s%n",
                memory, made.position(), made.files(), made.bytes(), made.copied(), made.hash());
        return 0;
    }

    private void tell(Kept backup) {
        answers.printf(
                "%-10s %-20s %d bytes in %d files, hash %s%n",
                backup.position(),
                backup.time() == null ? "time unknown" : backup.time(),
                backup.bytes(),
                backup.files(),
                backup.hash());
    }
}
