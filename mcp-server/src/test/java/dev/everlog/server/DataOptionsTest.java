package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Durability;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataOptionsTest {
    @Test
    void without_anything_the_memory_is_in_the_home_directory_and_safe_from_power_cuts() {
        assertThat(options("", Map.of()).config())
                .isEqualTo(
                        new ServerConfig(
                                Path.of(System.getProperty("user.home"), ".everlog"),
                                Durability.COMMIT,
                                null));
    }

    @Test
    void an_option_goes_before_a_variable() {
        var config =
                options(
                                "serve --data here --project a",
                                Map.of("EVERLOG_DATA", "there", "EVERLOG_PROJECT", "b"))
                        .config();
        assertThat(config.data()).isEqualTo(Path.of("here").toAbsolutePath());
        assertThat(config.project()).isEqualTo("a");
    }

    @Test
    void an_empty_variable_is_as_good_as_none() {
        assertThat(
                        options(
                                        "",
                                        Map.of(
                                                "EVERLOG_DATA",
                                                "",
                                                "EVERLOG_PROJECT",
                                                " ",
                                                "CLAUDE_PROJECT_DIR",
                                                "p"))
                                .config()
                                .project())
                .isEqualTo("p");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --http",
                "--help",
                "--data",
                "--data --http",
                "verify",
                "serve serve"
            })
    void anything_else_is_left_to_the_command_line(String line) {
        assertThat(new DataOptions(Map.of()).takeAll(line.split(" "))).isFalse();
    }

    private static DataOptions options(String line, Map<String, String> environment) {
        var options = new DataOptions(environment);
        assertThat(options.takeAll(line.isEmpty() ? new String[0] : line.split(" "))).isTrue();
        return options;
    }
}
