package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** A client's session by hand over HTTP, whose requests all have the ids that every other session has too. */
interface McpSession extends AutoCloseable {
    String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
             "capabilities":{},"clientInfo":{"name":"http-client","version":"1"}}}\
            """;

    /** The text of a tool's answer, under the id of the call. */
    String call(String tool, String arguments) throws IOException, InterruptedException;

    @Override
    void close();

    static String request(int id, String tool, String arguments) {
        return """
        {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}\
        """
                .formatted(id, tool, arguments);
    }

    /** What a tool said; fails when it is an error, or somebody else's answer. */
    static String text(JsonNode message, int id) {
        assertThat(message.path("id").asInt(0)).isEqualTo(id);
        assertThat(message.path("result").path("isError").asBoolean(true))
                .as(message.toString())
                .isFalse();
        return message.path("result").path("content").path(0).path("text").stringValue();
    }
}
