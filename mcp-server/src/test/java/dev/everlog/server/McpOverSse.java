package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One session of the older transport, by hand, with the ids that every other session has too. Not thread-safe. */
final class McpOverSse implements McpSession {
    private static final int PATIENCE_SECONDS = 60;

    private final HttpClient http;
    private final URI messages;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Stream<String> stream;
    private int id = 1;

    McpOverSse(HttpClient http, String address) throws IOException, InterruptedException {
        this.http = http;
        var listening = HttpRequest.newBuilder(URI.create(address + "/sse")).build();
        this.stream = http.send(listening, HttpResponse.BodyHandlers.ofLines()).body();
        Thread.ofVirtual().start(this::listen);
        this.messages = URI.create(address).resolve(next());
        send(INITIALIZE);
        assertThat(next()).contains("\"serverInfo\"");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    private void listen() {
        try {
            stream.filter(line -> line.startsWith("data:"))
                    .forEach(line -> events.add(line.substring("data:".length()).strip()));
        } catch (UncheckedIOException e) {
            // The session or the server has ended; whoever waits for an answer says so.
        }
    }

    @Override
    public String call(String tool, String arguments) throws IOException, InterruptedException {
        send(McpSession.request(++id, tool, arguments));
        JsonNode message = JsonMapper.shared().readTree(next());
        while (message.path("method")
                .stringValue("")
                .equals("ping")) { // it asks now and then whether we live
            send("{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{}}".formatted(message.path("id")));
            message = JsonMapper.shared().readTree(next());
        }
        return McpSession.text(message, id);
    }

    private String next() throws InterruptedException {
        String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("an answer in time").isNotNull();
        return event;
    }

    private void send(String message) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(messages)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(message))
                        .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Override
    public void close() {
        stream.close();
    }
}
