package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged product in the repository, and room to measure it in. Immutable.
 *
 * @param root of the repository
 */
record Product(Path root) {
    /** Building and starting for the first time, on a slow machine. */
    private static final Duration FIRST_START = Duration.ofMinutes(10);

    /** The cache that halves a start is made in the background of the first one. */
    private static final Duration TRAINING = Duration.ofMinutes(2);

    /** The repository that the launcher of this program belongs to. */
    static Product here() {
        String root = System.getProperty("everlog.root");
        if (root == null) {
            throw new NotMeasuredException("start this with bench/bin/bench");
        }
        return new Product(Path.of(root));
    }

    /** A new server over stdio on a directory. */
    ProcessBuilder server(Path data) {
        return command(List.of(launcher().toString(), "serve", "--data", data.toString()));
    }

    /** Any command, without what this environment says about Everlog, its stderr kept in a file. */
    ProcessBuilder command(List<String> command) {
        Path stderr = root.resolve("bench/target/stderr.txt");
        var builder =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()));
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("EVERLOG_") || name.startsWith("CLAUDE_"));
        return builder;
    }

    /** An empty directory of this name, with nothing left of an earlier run. */
    Path emptyDirectory(String name) throws IOException {
        Path directory = root.resolve("bench/target").resolve(name);
        delete(directory);
        return Files.createDirectories(directory);
    }

    /** Starts it once, and waits until later starts are as they usually are. */
    void warm() throws IOException, InterruptedException {
        run(List.of(launcher().toString(), "version"));
        long deadline = System.nanoTime() + TRAINING.toNanos();
        while (!hasStartCache() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Whether the launcher has its cache of loaded classes, made by a run before. */
    boolean hasStartCache() throws IOException {
        Path caches = root.resolve("mcp-server/target/everlog/aot");
        if (!Files.isDirectory(caches)) {
            return false;
        }
        try (var files = Files.list(caches)) {
            return files.anyMatch(file -> file.toString().endsWith(".aot"));
        }
    }

    /** The flags that the launcher gives to the JVM. */
    List<String> flags() throws IOException {
        var flags = new ArrayList<>(Files.readAllLines(root.resolve("mcp-server/bin/jvm.options")));
        flags.removeIf(line -> line.isBlank() || line.startsWith("#"));
        return flags;
    }

    private Path launcher() {
        return root.resolve("mcp-server/bin/everlog");
    }

    /** Runs a command to its end; its output is of no interest. */
    private void run(List<String> words) throws IOException, InterruptedException {
        Process process = command(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
        if (!process.waitFor(FIRST_START.toSeconds(), TimeUnit.SECONDS)
                || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new NotMeasuredException(
                    String.join(" ", words) + " failed; bench/target/stderr.txt says why");
        }
    }

    /** Deletes a directory with all that is in it, if it is there. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException failure)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
