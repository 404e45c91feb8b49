package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.LogException;
import dev.everlog.memory.Remember;
import dev.everlog.memory.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final Writer WRITER = new Writer("tester", null, null, null, null, null);

    @TempDir private Path directory;

    private void remember() {
        var config = new DataOptions(Map.of("EVERLOG_DATA", directory.toString())).config();
        try (var tenants = Wiring.tenants(config)) {
            tenants.open(Wiring.TENANT).remember(Remember.text("Ada prefers tea"), WRITER);
        }
    }

    @Test
    void a_directory_with_other_files_is_refused_by_name_and_left_alone() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "hi");
        assertThatThrownBy(this::remember)
                .isInstanceOfSatisfying(
                        LogException.class,
                        e -> assertThat(e.kind()).isEqualTo(LogException.Kind.UNUSABLE))
                .hasMessageContaining("a.txt")
                .hasMessageContaining("nothing was written");
        assertThat(directory).isDirectoryContaining("glob:**a.txt");
        assertThat(directory.resolve(Wiring.TENANT)).doesNotExist();
    }

    @Test
    void a_memory_that_another_process_is_about_to_make_is_waited_for_by_nobody() throws Exception {
        Files.createDirectory(directory.resolve(Wiring.TENANT));
        remember();
    }

    @Test
    void a_memory_that_is_there_may_have_other_files_beside_it() throws Exception {
        remember();
        Files.writeString(directory.resolve("notes.txt"), "put here later");
        remember();
        assertThat(directory.resolve(Wiring.TENANT)).isDirectory();
    }
}
