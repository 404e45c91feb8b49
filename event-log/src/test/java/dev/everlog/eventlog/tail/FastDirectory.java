package dev.everlog.eventlog.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary directory in memory, where there is such a thing: forcing files is simulated, so it may cost nothing. */
public record FastDirectory(Path path) implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    public FastDirectory() throws IOException {
        this(
                Files.isWritable(MEMORY)
                        ? Files.createTempDirectory(MEMORY, "everlog")
                        : Files.createTempDirectory("everlog"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
