package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged server, as a client finds it. */
final class Product {
    private static final Path HOME = Path.of(System.getProperty("everlog.home", "target/everlog"));
    private static final Path LAUNCHER = Path.of("bin", "everlog").toAbsolutePath();
    private static final Duration TRAINING = Duration.ofMinutes(5);

    private Product() {}

    /** The command line of the launcher. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A process of it whose stderr goes to a file; what the tests' own environment says about Everlog is left out. */
    static ProcessBuilder process(Path stderr, String... arguments) {
        return process(stderr, command(arguments));
    }

    /** Any process, in the environment that {@link #process} gives the server. */
    static ProcessBuilder process(Path stderr, List<String> command) {
        var builder =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()));
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("EVERLOG_") || name.startsWith("CLAUDE_"));
        return builder;
    }

    /** Runs a command of it to its end. */
    static Finished run(Path directory, String... arguments)
            throws IOException, InterruptedException {
        Path stderr = Files.createTempFile(directory, "stderr", ".txt");
        Process process = process(stderr, arguments).start();
        process.getOutputStream().close();
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Finished(process.exitValue(), stdout, Files.readString(stderr));
    }

    /** What a command left behind. */
    record Finished(int exitCode, String stdout, String stderr) {}

    /** Starts it once and waits for the start-up cache, so that what is measured afterwards is the usual start. */
    static void warm(Path directory) throws IOException, InterruptedException {
        if (run(directory, "version").exitCode() != 0) {
            throw new IllegalStateException("the packaged server does not start");
        }
        Instant deadline = Instant.now().plus(TRAINING);
        while (!hasCache()) {
            assertThat(Instant.now())
                    .as("the start-up cache is made in the background")
                    .isBefore(deadline);
            Thread.sleep(100);
        }
    }

    /** Where the start-up caches are. */
    static Path caches() {
        return HOME.resolve("aot");
    }

    /** A cache of the build before goes when that of this one is there. */
    private static boolean hasCache() throws IOException {
        Path caches = caches();
        if (!Files.isDirectory(caches) || Files.exists(caches.resolve("training"))) {
            return false;
        }
        FileTime built = Files.getLastModifiedTime(HOME.resolve("lib/mcp-server.jar"));
        try (Stream<Path> files = Files.list(caches)) {
            return files.anyMatch(file ->
                    file.toString().endsWith(".aot")
                            && file.toFile().lastModified() >= built.toMillis());
        }
    }
}
