package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    void a_demo_that_cannot_begin_is_one_line_on_stderr() throws Exception {
        String file = Files.writeString(directory.resolve("file"), "no directory").toString();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(
                    Product.run(directory, "demo", "--once", "--port", port, "--data", data()),
                    "port " + port);
        }
        assertRefused(
                Product.run(directory, "demo", "--once", "--port", "0", "--data", file), file);
    }

    private static void assertRefused(Product.Finished finished, String why) {
        assertThat(finished.exitCode()).isNotZero();
        assertThat(finished.stdout()).isEmpty();
        assertThat(finished.stderr()).startsWith("everlog: ").contains(why).hasLineCount(1);
    }

    @Test
    void a_damaged_log_is_told_by_verify_and_ends_a_demo_in_one_line() throws Exception {
        try (var client = StdioClient.connect(directory, "--data", data())) {
            client.call("memory_remember", Map.of("text", "The launch is on Thursday"));
        }
        damage("on Thursday");

        var verified = Product.run(directory, "verify", "--data", data());
        assertThat(verified.exitCode()).isEqualTo(3);
        assertThat(verified.stdout()).contains("corrupt: ").doesNotContain("everlog verify");

        var shown = Product.run(directory, "demo", "--once", "--port", "0", "--data", data());
        assertThat(shown.exitCode()).isNotZero();
        assertThat(shown.stderr()).contains("everlog: ").doesNotContain("\tat ");
    }

    private void damage(String text) throws IOException {
        Path log = Path.of(data(), "default", "log", "generations");
        try (var files = Files.walk(log)) {
            Path frames =
                    files.filter(file -> file.toString().endsWith(".frames"))
                            .findFirst()
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(frames);
            bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text)]++;
            Files.write(frames, bytes);
        }
    }

    @Test
    void a_server_that_can_have_no_directory_says_so_and_ends() throws Exception {
        var finished = Product.run(directory, "serve", "--data", "/proc/memory");
        assertThat(finished.exitCode()).isEqualTo(2);
        assertThat(finished.stdout()).isEmpty();
        assertThat(finished.stderr()).contains("/proc/memory cannot be made: give --data");
    }

    @Test
    void an_export_that_has_no_place_is_one_line_on_stderr() throws Exception {
        try (var client = StdioClient.connect(directory, "--data", data())) {
            client.call("memory_remember", Map.of("text", "The launch is on Thursday"));
        }
        assertRefused(
                Product.run(directory, "export", "--data", data(), "--to", "/nowhere/at/all"),
                "/nowhere/at/all");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void all_of_the_data_is_its_owners_alone_whatever_the_umask(boolean thereBefore)
            throws Exception {
        if (thereBefore) {
            Files.createDirectory(Path.of(data()));
            Files.setPosixFilePermissions(
                    Path.of(data()), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        String script = "umask 002; exec '" + Product.command().getFirst() + "' --data " + data();
        var started = Product.process(directory.resolve("stderr"), List.of("sh", "-c", script));
        try (var client = StdioClient.connect(started)) {
            client.call("memory_remember", Map.of("text", "The launch is on Thursday"));
            client.call("memory_recall", Map.of("query", "launch"));
            try (var files = Files.walk(Path.of(data()))) {
                assertThat(files.filter(LauncherIT::isOpenToOthers)).isEmpty();
            }
        }
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return !PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    .endsWith("------");
        } catch (NoSuchFileException e) {
            return false; // gone since it was listed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    void a_start_up_cache_that_a_kill_left_unfinished_is_begun_again() throws Exception {
        Product.warm(directory);
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path training = Files.createDirectories(Product.caches().resolve("training"));
        Files.writeString(training.resolve("pid"), Long.toString(gone.pid()));
        try (var caches = Files.newDirectoryStream(Product.caches(), "*.aot")) {
            for (Path cache : caches) {
                Files.delete(cache);
            }
        }
        Product.warm(directory);
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
