package dev.everlog.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Packages from npm that a directory beside the Java sources names, installed below bench/target with what stands
 * beside them. Immutable.
 *
 * @param directory that npm ran in
 */
record NodePackages(Product product, Path directory) {
    /** Downloading a hundred small packages, or compiling SQLite. */
    private static final long INSTALL_MINUTES = 10;

    /** Installs them once. Throws {@link NotMeasuredException} with what is missing. */
    static NodePackages install(Product product, String name)
            throws IOException, InterruptedException {
        Path from = product.root().resolve("bench/src/main").resolve(name);
        Path directory = product.root().resolve("bench/target").resolve(name);
        var packages = new NodePackages(product, directory);
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        directory.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path done = directory.resolve("installed");
        if (!Files.exists(done)) {
            // Packages with parts for one platform each cannot be locked for all of them.
            boolean locked = Files.exists(directory.resolve("package-lock.json"));
            packages.run("npm", locked ? "ci" : "install");
            Files.createFile(done);
        }
        packages.run("node", "--version");
        return packages;
    }

    /** Name and version of one of them. */
    String version(String name) throws IOException {
        Path json = directory.resolve("node_modules").resolve(name).resolve("package.json");
        return name
                + " "
                + JsonMapper.shared().readTree(Files.readString(json)).path("version").asString();
    }

    /** A node process that finds them. */
    ProcessBuilder node(List<String> arguments) {
        return product.command(Stream.concat(Stream.of("node"), arguments.stream()).toList())
                .directory(directory.toFile());
    }

    /**
     * What a script beside them prints, read as JSON.
     *
     * @param script name of its file
     */
    <T> T answer(Class<T> type, String script, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(directory.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Process process = node(command).start();
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new NotMeasuredException(
                    String.join(" ", command) + " failed; bench/target/stderr.txt says why");
        }
        return JsonMapper.shared().readValue(answer, type);
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process =
                    product.command(List.of(command))
                            .directory(directory.toFile())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            throw new NotMeasuredException(
                    command[0] + " is not on the PATH: install Node.js 20 or newer with npm", e);
        }
        process.getOutputStream().close();
        if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new NotMeasuredException(
                    String.join(" ", command) + " failed; bench/target/stderr.txt says why");
        }
    }
}
