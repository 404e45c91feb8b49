package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory server of the MCP project ({@code @modelcontextprotocol/server-memory}), from npm. Started by node itself,
 * without the package manager in between. Immutable.
 */
record ReferenceServer(NodePackages packages) {
    private static final String NAME = "@modelcontextprotocol/server-memory";

    /** Installs it into bench/target, once. Throws {@link NotMeasuredException} with what is missing. */
    static ReferenceServer install(Product product) throws IOException, InterruptedException {
        return new ReferenceServer(NodePackages.install(product, "node"));
    }

    /** A new server on this file. */
    ProcessBuilder server(Path file) {
        var command = packages.node(List.of("node_modules/" + NAME + "/dist/index.js"));
        command.environment().put("MEMORY_FILE_PATH", file.toString());
        return command;
    }

    String version() throws IOException {
        return packages.version(NAME).replace("@modelcontextprotocol/", "");
    }
}
