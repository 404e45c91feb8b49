package dev.everlog.embeddings.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a process that embeds and is killed leaves outside its cache directory.
class FootprintTest {

    @TempDir Path directory;

    @Test
    void a_killed_process_leaves_nothing_in_the_home_and_no_file_in_the_temporary_directory()
            throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path temporary = Files.createDirectory(directory.resolve("tmp"));

        Process process = embedAndDie(home, temporary);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Dies.EXIT_CODE);
        assertThat(everythingIn(home))
                .isEmpty(); // neither .djl.ai nor .cache/JNA nor .cache/Microsoft
        assertThat(everythingIn(temporary)).filteredOn(Files::isRegularFile).isEmpty();
    }

    private static Process embedAndDie(Path home, Path temporary) throws IOException {
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Duser.home=" + home,
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Dies.class.getName(),
                        OnnxEmbedderTest.CACHE.toString());
        java.environment().put("HOME", home.toString());
        java.environment()
                .keySet()
                .removeAll(List.of("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "DJL_CACHE_DIR"));
        return java.inheritIO().start();
    }

    private static List<Path> everythingIn(Path start) throws IOException {
        try (Stream<Path> files = Files.walk(start)) {
            return files.filter(file -> !file.equals(start)).toList();
        }
    }

    /// The process: embeds a text and ends without a word of farewell.
    static final class Dies {

        static final int EXIT_CODE = 9;

        private Dies() {}

        public static void main(String[] arguments) {
            OnnxEmbedder.bundled(new EngineSettings(Path.of(arguments[0]))).embed("a last thought");
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
