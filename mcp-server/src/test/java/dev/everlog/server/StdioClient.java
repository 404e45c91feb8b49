package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client on real pipes that knows nothing of the SDK: raw JSON-RPC lines. It keeps what is no protocol, and fails when
 * closed if there was any. Thread-safe.
 */
final class StdioClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final OutputStream input;
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<JsonNode> unasked = new CopyOnWriteArrayList<>();
    private final List<String> foreign = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final Thread reader;
    private volatile boolean ended;

    private StdioClient(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** Starts a server and shakes hands. */
    static StdioClient connect(Path directory, String... arguments) throws IOException {
        return connect(
                Product.process(Files.createTempFile(directory, "stderr", ".txt"), arguments));
    }

    /** Starts this command and shakes hands. */
    static StdioClient connect(ProcessBuilder command) throws IOException {
        var client = new StdioClient(command.start());
        client.request(
                        "initialize",
                        Map.of(
                                "protocolVersion", "2025-11-25",
                                "capabilities", Map.of(),
                                "clientInfo", Map.of("name", "stdio-client", "version", "1")))
                .join();
        client.send(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
        return client;
    }

    Process process() {
        return process;
    }

    /** What came with an id that was not asked for, or with none. */
    List<JsonNode> unasked() {
        return unasked;
    }

    /** Waits until so many have come. */
    void awaitUnasked(int count) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (unasked.size() < count) {
            assertThat(System.nanoTime()).as("answers: %s", unasked.size()).isLessThan(deadline);
            Thread.sleep(1);
        }
    }

    /** Sends a request without waiting; the answer is the whole message. Fails when the server goes. */
    CompletableFuture<JsonNode> request(String method, Map<String, ?> params) {
        long id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        try {
            send(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
        if (ended) {
            answer.completeExceptionally(new IOException("the server is gone"));
        }
        return answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Calls a tool without waiting; the text of its answer. Fails on an error. */
    CompletableFuture<String> callLater(String tool, Map<String, ?> arguments) {
        return request("tools/call", Map.of("name", tool, "arguments", arguments))
                .thenApply(StdioClient::text);
    }

    /** Calls a tool and waits. */
    String call(String tool, Map<String, ?> arguments) {
        return callLater(tool, arguments).join();
    }

    /** Writes bytes as they are. */
    synchronized void raw(byte[] bytes) throws IOException {
        input.write(bytes);
        input.flush();
    }

    void send(Map<String, ?> message) throws IOException {
        raw((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** How many requests have no answer yet. */
    int inFlight() {
        return waiting.size();
    }

    /** SIGKILL, and every request in flight fails. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /** Ends the server's input and waits for its end, and for the last line. */
    Duration end() throws IOException, InterruptedException {
        long from = System.nanoTime();
        input.close();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Duration took = Duration.ofNanos(System.nanoTime() - from);
        reader.join();
        return took;
    }

    /** Fails if anything but protocol came. */
    void assertOnlyProtocol() {
        assertThat(foreign).as("lines on stdout that are no JSON-RPC message").isEmpty();
    }

    @Override
    public void close() throws IOException {
        try {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        assertOnlyProtocol();
    }

    private static String text(JsonNode message) {
        JsonNode result = message.path("result");
        String text = result.path("content").path(0).path("text").asString(message.toString());
        if (message.has("error") || result.path("isError").asBoolean(false)) {
            throw new IllegalStateException(text);
        }
        return text;
    }

    private void read() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            // The server has been killed: what was read until then is read.
        } finally {
            ended = true;
            waiting.values()
                    .forEach(answer ->
                            answer.completeExceptionally(new IOException("the server is gone")));
            waiting.clear();
        }
    }

    private void take(String line) {
        if (!(parsed(line) instanceof ObjectNode message)
                || !message.path("jsonrpc").asString("").equals("2.0")) {
            foreign.add(line);
            return;
        }
        var answer =
                message.path("id").isIntegralNumber()
                        ? waiting.remove(message.get("id").longValue())
                        : null;
        if (answer == null) {
            unasked.add(message);
        } else {
            answer.complete(message);
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JacksonException e) {
            return JSON.nullNode();
        }
    }
}
