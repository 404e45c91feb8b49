package dev.everlog.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** The official memory server's memory, in a file. */
record ReferenceMemory(ReferenceServer reference, Path file) implements Writes.SharedMemory {
    @Override
    public McpProcess connect() throws IOException {
        return McpProcess.connect(reference.server(file));
    }

    @Override
    public CompletableFuture<String> write(McpProcess server, String name) {
        var entity =
                Map.of(
                        "name",
                        name,
                        "entityType",
                        "bird",
                        "observations",
                        List.of("Somebody has seen it"));
        return server.callLater("create_entities", Map.of("entities", List.of(entity)));
    }

    /** 0 when a new process cannot read the file at all. */
    @Override
    public long kept(List<String> names) throws IOException {
        try (var server = connect()) {
            var found =
                    server.json("read_graph", Map.of())
                            .path("entities")
                            .valueStream()
                            .map(entity -> entity.path("name").asString(""))
                            .collect(Collectors.toSet());
            return names.stream().filter(found::contains).count();
        } catch (NotMeasuredException | JacksonException e) {
            return 0;
        }
    }
}
