package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One Streamable HTTP session, by hand, whose requests all have the ids that every other session has too. */
final class McpOverHttp {
    private static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",
             "capabilities":{},"clientInfo":{"name":"http-client","version":"1"}}}\
            """;
    private final HttpClient http;
    private final String address;
    private final String session;
    private int id = 1;

    McpOverHttp(HttpClient http, String address) throws IOException, InterruptedException {
        this.http = http;
        this.address = address;
        var opened = post(http, address, null, INITIALIZE);
        this.session = opened.headers().firstValue("mcp-session-id").orElseThrow();
        post(
                http,
                address,
                session,
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    /** The text of a tool's answer, under the id of the call. */
    String call(String tool, String arguments) throws IOException, InterruptedException {
        String call =
                """
                {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s}}\
                """
                        .formatted(++id, tool, arguments);
        String body = post(http, address, session, call).body();
        String data =
                body.lines().filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
        JsonNode message = JsonMapper.shared().readTree(data.substring("data:".length()));
        assertThat(message.path("id").intValue()).isEqualTo(id);
        assertThat(message.path("result").path("isError").asBoolean(false)).as(data).isFalse();
        return message.path("result").path("content").path(0).path("text").stringValue();
    }

    /** Writes an event about a subject. @return what is wrong with the answer, or nothing */
    String echo(String subject) {
        try {
            String answer =
                    call(
                            "ingest_event",
                            "{\"type\":\"a.b\",\"subject\":\"%s\"}".formatted(subject));
            return answer.contains(subject + " v1") ? "" : subject + " got " + answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static HttpResponse<String> post(HttpClient http, String address, String session, String body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(address + "/mcp"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
