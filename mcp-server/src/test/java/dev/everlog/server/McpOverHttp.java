package dev.everlog.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.json.JsonMapper;

/** One Streamable HTTP session, by hand, whose requests all have the ids that every other session has too. */
final class McpOverHttp implements McpSession {
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

    @Override
    public String call(String tool, String arguments) throws IOException, InterruptedException {
        String body =
                post(http, address, session, McpSession.request(++id, tool, arguments)).body();
        String data =
                body.lines().filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
        return McpSession.text(JsonMapper.shared().readTree(data.substring("data:".length())), id);
    }

    /** A session of this transport is its id, and the server forgets it by itself. */
    @Override
    public void close() {}

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

    /** Sends any bytes in this session. */
    HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return post(http, address, session, HttpRequest.BodyPublishers.ofByteArray(body));
    }

    static HttpResponse<String> post(HttpClient http, String address, String session, String body)
            throws IOException, InterruptedException {
        return post(http, address, session, HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> post(
            HttpClient http, String address, String session, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(address + "/mcp"))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(body);
        if (session != null) {
            request.header("Mcp-Session-Id", session);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
