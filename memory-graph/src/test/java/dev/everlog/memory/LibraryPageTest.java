package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryPageTest {
    private static final Path PAGE = Path.of("..", "docs", "how-to", "use-as-a-library.md");

    @TempDir private Path directory;

    /** The launcher compiles it too: against what a library's user has on the class path. */
    @Test
    void the_program_on_the_page_prints_what_the_page_says() throws Exception {
        Path program = Files.writeString(directory.resolve("Notes.java"), block("java"));
        Path errors = directory.resolve("errors.txt");
        Process java =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "@../mcp-server/bin/jvm.options",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        program.toString(),
                                        directory.resolve("data").toString()))
                        .redirectError(errors.toFile())
                        .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(() -> read(errors)).isZero();
        assertThat(printed).isEqualTo(block("text"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String block(String language) throws Exception {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }
}
