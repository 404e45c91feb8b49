package dev.everlog.server;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.LogException;
import dev.everlog.memory.MemoryException;
import dev.everlog.server.backup.BackupException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** All commands and their options, told apart by picocli. */
record Commands(Map<String, String> environment, PrintStream answers) {
    private static final Set<String> ABOUT = Set.of("-h", "--help", "-V", "--version");

    /** See {@link Main#run}. */
    int run(String[] args) {
        return commands().execute(withCommand(args));
    }

    private CommandLine commands() {
        return new CommandLine(new EverlogCommand())
                .addSubcommand(new ServeCommand(environment))
                .addSubcommand(new DemoCommand(environment, answers))
                .addSubcommand(new VerifyCommand(environment, answers))
                .addSubcommand(new DigestCommand(environment, answers))
                .addSubcommand(new ExportCommand(environment, answers))
                .addSubcommand(new ImportCommand(environment))
                .addSubcommand(new SalvageCommand(environment, answers))
                .addSubcommand(new BackupCommand(environment, answers))
                .addSubcommand(new RestoreCommand(environment, answers))
                .addSubcommand(new EraseCommand(environment, answers))
                .addSubcommand(new CompactCommand(environment, answers))
                .addSubcommand(new DoctorCommand(environment, answers))
                .addSubcommand(new ConfigCommand(environment, answers))
                .addSubcommand(new PrintConfigCommand(answers))
                .addSubcommand(new CompletionCommand(answers))
                .addSubcommand(new VersionCommand(answers))
                .addSubcommand(new TrainCommand(environment))
                .registerConverter(Durability.class, Commands::durability)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(answers, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((failure, _) ->
                        ConfigurationException.report(
                                failure.getMessage() + "; see everlog --help"))
                .setExecutionExceptionHandler((failure, _, _) -> fail(failure));
    }

    /** picocli itself would name the values as Java writes them. */
    private static Durability durability(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "commit" -> Durability.COMMIT;
            case "process" -> Durability.PROCESS;
            default ->
                    throw new CommandLine.TypeConversionException(
                            "expected commit or process but was '" + value + "'");
        };
    }

    /** A client's configuration often has nothing but options: then it is the server that is meant. */
    private static String[] withCommand(String[] args) {
        if (args.length > 0 && (!args[0].startsWith("-") || ABOUT.contains(args[0]))) {
            return args;
        }
        String[] serve = new String[args.length + 1];
        serve[0] = "serve";
        System.arraycopy(args, 0, serve, 1, args.length);
        return serve;
    }

    private static int fail(Exception failure) throws Exception {
        return switch (failure) {
            case ConfigurationException refusal -> refusal.report();
            case LogException world -> {
                ConfigurationException.report(String.valueOf(world.getMessage()));
                yield world.kind() == LogException.Kind.CORRUPT
                        ? ExitCode.DAMAGED
                        : ExitCode.FAILED;
            }
            case BackupException backup -> {
                ConfigurationException.report(String.valueOf(backup.getMessage()));
                yield backup.isDamage() ? ExitCode.DAMAGED : ExitCode.MISUSED;
            }
            case MemoryException refusal -> {
                ConfigurationException.report(String.valueOf(refusal.getMessage()));
                yield exitCode(refusal.kind());
            }
            case IOException world -> {
                ConfigurationException.report(cause(world));
                yield ExitCode.FAILED;
            }
            default -> throw failure;
        };
    }

    private static int exitCode(MemoryException.Kind kind) {
        return switch (kind) {
            case UNREADABLE -> ExitCode.DAMAGED;
            case INVALID, NOT_FOUND, CONFLICT, AMBIGUOUS, LIMIT -> ExitCode.MISUSED;
            case BUSY, UNAVAILABLE, BROKEN -> ExitCode.FAILED;
        };
    }

    private static String cause(IOException world) {
        return switch (world) {
            case NotDirectoryException file -> file.getFile() + " is a file; name a directory";
            case FileAlreadyExistsException file ->
                    file.getFile() + " is there already and not what is wanted; name another";
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case AccessDeniedException denied ->
                    "no permission to read or write " + denied.getFile();
            default -> "a file cannot be read or written: " + world.getMessage();
        };
    }
}
