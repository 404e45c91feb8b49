package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The memory server of the MCP project ({@code @modelcontextprotocol/server-memory}), from npm. Started by node itself,
 * without the package manager in between. Immutable.
 *
 * @param directory of its package.json, with what {@code npm ci} installed
 */
record ReferenceServer(Product product, Path directory) {
    private static final String MODULE =
            "node_modules/@modelcontextprotocol/server-memory/dist/index.js";

    /** Downloading a hundred small packages. */
    private static final long INSTALL_MINUTES = 5;

    /** Installs it into bench/target, once. Throws {@link NotMeasuredException} with what is missing. */
    static ReferenceServer install(Product product) throws IOException, InterruptedException {
        Path directory = product.root().resolve("bench/target/node");
        var server = new ReferenceServer(product, directory);
        if (!Files.exists(directory.resolve(MODULE))) {
            Files.createDirectories(directory);
            for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
                Files.copy(
                        product.root().resolve("bench/src/main/node").resolve(file),
                        directory.resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            server.run("npm", "ci");
        }
        server.run("node", "--version");
        return server;
    }

    /** A new server on this file. */
    ProcessBuilder server(Path file) {
        var command =
                product.command(List.of("node", directory.resolve(MODULE).toString()))
                        .directory(directory.toFile());
        command.environment().put("MEMORY_FILE_PATH", file.toString());
        return command;
    }

    String version() throws IOException {
        String json =
                Files.readString(
                        directory.resolve(
                                "node_modules/@modelcontextprotocol/server-memory/package.json"));
        return "server-memory " + JsonMapper.shared().readTree(json).path("version").asString();
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
