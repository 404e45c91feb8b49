package dev.everlog.eventlog.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFileReaderTest {
    private static final int OPENED = 5_000;

    @TempDir private Path directory;

    /** As a generation is once it is sealed, while somebody begins to read it. */
    @Test
    void a_file_that_is_deleted_while_it_is_opened_is_there_or_not_and_no_failure()
            throws Exception {
        for (int i = 0; i < OPENED; i++) {
            Path file = Files.write(directory.resolve(i + ".frames"), new byte[] {1, 2, 3, 4});
            var deleted = CompletableFuture.runAsync(() -> delete(file));
            try (var reader = new FrameFileReader(file)) {
                assertThat(reader.bytes(0, 4).remaining()).isIn(0, 4);
            }
            deleted.join();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
