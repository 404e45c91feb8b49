package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that starts everything, and the commands whose answers people read. */
class LauncherIT {
    @TempDir Path directory;

    @Test
    void works_through_a_link_from_anywhere_with_spaces_on_the_way() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("a folder"));
        Path link =
                Files.createSymbolicLink(
                        folder.resolve("ever log"), Path.of(Product.command().getFirst()));
        var started =
                Product.process(
                        directory.resolve("stderr"),
                        List.of(link.toString(), "--data", folder + "/my data"));
        try (var client = StdioClient.connect(started.directory(folder.toFile()))) {
            assertThat(client.call("get_stats", Map.of())).isNotEmpty();
        }
        assertThat(folder.resolve("my data")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --nonsense",
                "serve --http --host 0.0.0.0",
                "serve --http --port 70000",
                "serve --durability never",
                "print-config --client nobody"
            })
    void what_cannot_work_is_one_line_on_stderr_and_exit_code_2(String arguments) throws Exception {
        var finished = Product.run(directory, arguments.split(" "));
        assertThat(finished.exitCode()).isEqualTo(2);
        assertThat(finished.stdout()).isEmpty();
        assertThat(finished.stderr()).startsWith("everlog: ").hasLineCount(1);
    }

    @Test
    void verifying_what_is_not_there_is_no_verdict_on_a_log() throws Exception {
        var finished = Product.run(directory, "verify", "--data", "/nowhere/at/all");
        assertThat(finished.exitCode()).isEqualTo(1);
        assertThat(finished.stderr()).startsWith("everlog: ").hasLineCount(1);
    }

    @Test
    void the_demo_remembers_recalls_corrects_and_knows_what_was_known_before() throws Exception {
        var shown = Product.run(directory, "demo", "--once", "--port", "0", "--data", data());
        assertThat(shown.exitCode()).as(shown.stderr()).isZero();
        assertThat(shown.stdout())
                .containsSubsequence(
                        "memory_recall",
                        "= Mira: I get a rash from hazelnuts",
                        "= Jonas: The pharmacist next door keeps the second key",
                        "= Mira: The bakery opens on Saturday the 14th",
                        "corrected",
                        "= Mira: The bakery opens on Saturday the 28th",
                        "as_of",
                        "= Mira: The bakery opens on Saturday the 14th",
                        "/health",
                        "claude mcp add");
        assertThat(Product.run(directory, "verify", "--data", data()).exitCode()).isZero();
    }

    @Test
    void start_is_quick_and_an_idle_server_small() throws Exception {
        Product.warm(directory);
        var start = Start.measure(directory, data());
        System.out.println(start);
        assertThat(start.residentMegabytes()).isLessThan(120);
    }

    private String data() {
        return directory.resolve("data").toString();
    }
}
