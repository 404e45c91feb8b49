package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What {@code desktop-config/} offers for pasting is what {@code everlog print-config} prints. */
class DesktopConfigTest {
    private static final Path DIRECTORY = Path.of("..", "desktop-config");
    private static final String PLACEHOLDER = "/path/to/everlog/mcp-server/bin/everlog";

    @ParameterizedTest
    @MethodSource("files")
    void the_file_is_what_is_printed(String file, String arguments) throws IOException {
        assertThat(printed(arguments)).isEqualTo(Files.readString(DIRECTORY.resolve(file)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_json_file_is_json_with_one_server_named_everlog(String file, String arguments) {
        if (file.endsWith(".json")) {
            var servers = JsonMapper.shared().readTree(DIRECTORY.resolve(file)).iterator().next();
            assertThat(servers.propertyNames()).containsExactly("everlog");
        }
    }

    @Test
    void every_file_is_checked_here() throws IOException {
        try (Stream<Path> all = Files.walk(DIRECTORY)) {
            assertThat(
                            all.filter(Files::isRegularFile)
                                    .map(file -> DIRECTORY.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(
                                            Stream.of("README.md"),
                                            files().map(file -> (String) file.get()[0]))
                                    .toList());
        }
    }

    static Stream<Arguments> files() {
        return Stream.of(ClientKind.values())
                .flatMap(client -> Stream.of("", "http/").map(folder -> arguments(client, folder)))
                .filter(one -> !one.get()[0].equals("http/claude-desktop.json"));
    }

    private static Arguments arguments(ClientKind client, String folder) {
        String file = folder + client + (client == ClientKind.CLAUDE_CODE_CLI ? ".txt" : ".json");
        return Arguments.of(file, "--client " + client + (folder.isEmpty() ? "" : " --http"));
    }

    private static String printed(String arguments) {
        var out = new ByteArrayOutputStream();
        System.setProperty(PrintConfigCommand.LAUNCHER, PLACEHOLDER);
        try (var answers = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            assertThat(Main.run(("print-config " + arguments).split(" "), Map.of(), answers))
                    .isZero();
        } finally {
            System.clearProperty(PrintConfigCommand.LAUNCHER);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
