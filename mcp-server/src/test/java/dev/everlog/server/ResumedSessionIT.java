package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedSessionIT {
    private static final Pattern STARTED = Pattern.compile("session (\\S+)");

    @TempDir private Path directory;

    @Test
    void a_session_whose_server_was_killed_is_resumed_by_another_client_over_http()
            throws Exception {
        String session;
        try (var agent =
                StdioClient.connect(
                        directory, "--project", "tea", "--data", directory.resolve("data") + "")) {
            var started =
                    STARTED.matcher(agent.call("start_session", Map.of("goal", "plan the party")));
            assertThat(started.find()).isTrue();
            session = started.group(1);
            agent.call("memory_remember", Map.of("text", "Ada prefers tea"));
            agent.call("memory_remember", Map.of("text", "Order a cake", "tags", List.of("todo")));
            agent.kill();
        }
        try (var server = HttpProduct.start(directory, "--project", "tea");
                var http = HttpClient.newHttpClient();
                var other = new McpOverHttp(http, server.address())) {
            assertThat(other.call("get_session_context", "{\"session\":\"%s\"}".formatted(session)))
                    .contains("plan the party", "\"Ada prefers tea\"")
                    .containsPattern("todo .*\"Order a cake\"");
        }
    }
}
