package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that touches the memory. Not thread-safe: filled by the command line. */
final class DataOptions {
    private final Map<String, String> environment;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "where the memory lives (or EVERLOG_DATA; default: .everlog in your home directory)")
    private @Nullable String data;

    @Option(
            names = "--durability",
            paramLabel = "commit|process",
            description =
                    "commit (default): an acknowledged event survives a power cut;"
                            + " process: it survives a kill, a power cut may take the last 200 ms")
    private Durability durability = Durability.COMMIT;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            description =
                    "where calls go that name no project (or EVERLOG_PROJECT, CLAUDE_PROJECT_DIR)")
    private @Nullable String project;

    DataOptions(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Takes the arguments of the plain server, the one that nearly every client starts, without the command line
     * library.
     *
     * @return false if there is anything else among them; then the options are left as they may be
     */
    boolean takeAll(String[] args) {
        int next = args.length > 0 && args[0].equals("serve") ? 1 : 0;
        while (next + 1 < args.length && take(args[next], args[next + 1])) {
            next += 2;
        }
        return next == args.length;
    }

    private boolean take(String name, String value) {
        switch (name) {
            case "--data" -> data = value;
            case "--project" -> project = value;
            default -> {
                return false;
            }
        }
        return !value.startsWith("-");
    }

    ServerConfig config() {
        return new ServerConfig(
                directory(),
                durability,
                first(project, variable("EVERLOG_PROJECT"), variable("CLAUDE_PROJECT_DIR")));
    }

    /** What is in force, and what set it. */
    List<Setting> settings() {
        String client = variable("CLAUDE_PROJECT_DIR");
        boolean byClient = project == null && variable("EVERLOG_PROJECT") == null;
        return List.of(
                Setting.of(
                        "--data",
                        data,
                        "EVERLOG_DATA",
                        variable("EVERLOG_DATA"),
                        directory().toString()),
                Setting.of(
                        "--durability",
                        durability.name().toLowerCase(Locale.ROOT),
                        durability != Durability.COMMIT),
                byClient && client != null
                        ? new Setting("--project", client, "CLAUDE_PROJECT_DIR")
                        : Setting.of(
                                "--project",
                                project,
                                "EVERLOG_PROJECT",
                                variable("EVERLOG_PROJECT"),
                                "none"));
    }

    /** Whether somebody chose the directory, by option or by variable. */
    boolean isDirectoryChosen() {
        return first(data, variable("EVERLOG_DATA")) != null;
    }

    /** A variable's value, or null where it is not set or empty. */
    @Nullable String variable(String name) {
        return first(environment.get(name));
    }

    private Path directory() {
        if (data != null && data.isBlank()) {
            throw new ConfigurationException("--data is empty: give a directory, or leave it out");
        }
        String chosen = first(data, variable("EVERLOG_DATA"));
        try {
            return chosen == null
                    ? Path.of(System.getProperty("user.home"), ".everlog")
                    : Path.of(chosen).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    "--data is not a path on this system: give a directory");
        }
    }

    private static @Nullable String first(@Nullable String... values) {
        return Stream.of(values)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(null);
    }
}
