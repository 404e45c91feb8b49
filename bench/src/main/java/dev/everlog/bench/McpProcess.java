package dev.everlog.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP server as a process, spoken to as clients do: lines of JSON-RPC over its real pipes. Thread-safe. */
final class McpProcess implements AutoCloseable {
    /** Longer than anything a server may take; a server that hangs must not hang the measurement. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final OutputStream input;
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean ended;

    private McpProcess(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
        Thread.ofPlatform().daemon().name("answers-" + process.pid()).start(this::read);
    }

    /** Starts it, without a word said. */
    static McpProcess start(ProcessBuilder command) throws IOException {
        return new McpProcess(command.start());
    }

    /** Starts it and shakes hands. */
    static McpProcess connect(ProcessBuilder command) throws IOException {
        var server = start(command);
        server.shakeHands();
        return server;
    }

    void shakeHands() {
        var client = Map.of("name", "everlog-bench", "version", "1");
        request(
                        "initialize",
                        Map.of(
                                "protocolVersion",
                                "2025-06-18",
                                "capabilities",
                                Map.of(),
                                "clientInfo",
                                client))
                .join();
        send(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"));
    }

    long pid() {
        return process.pid();
    }

    /**
     * Sends a request without waiting for its answer.
     *
     * @return {@code result}; fails with {@link NotMeasuredException} on a protocol error or when the server goes
     */
    CompletableFuture<JsonNode> request(String method, Map<String, ?> params) {
        long id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        send(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
        if (ended) {
            answer.completeExceptionally(gone());
        }
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Calls a tool without waiting; the text of its answer. Fails when the tool does. */
    CompletableFuture<String> callLater(String tool, Map<String, ?> arguments) {
        return request("tools/call", Map.of("name", tool, "arguments", arguments))
                .thenApply(result -> text(tool, result));
    }

    /** Calls a tool and waits; the text of its answer. */
    String call(String tool, Map<String, ?> arguments) {
        return join(callLater(tool, arguments));
    }

    /** Calls a tool whose answer is JSON, and waits. */
    JsonNode json(String tool, Map<String, ?> arguments) {
        return JSON.readTree(call(tool, arguments));
    }

    /** Waits for an answer, and throws what it failed with rather than a wrapper. */
    static <T> T join(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof NotMeasuredException cause
                    ? cause
                    : new NotMeasuredException("no answer: " + e.getCause(), e);
        }
    }

    /** Ends its input, and the process if that does not end it. */
    @Override
    public void close() throws IOException {
        try {
            input.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String text(String tool, JsonNode result) {
        String text = result.path("content").path(0).path("text").asString("");
        if (result.path("isError").asBoolean(false)) {
            throw new NotMeasuredException(tool + " failed: " + text);
        }
        return text;
    }

    private synchronized void send(Map<String, ?> message) {
        try {
            input.write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new NotMeasuredException("the server does not listen: " + e.getMessage(), e);
        }
    }

    private void read() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException | JacksonException e) {
            ended = true;
        } finally {
            ended = true;
            waiting.values().forEach(answer -> answer.completeExceptionally(gone()));
        }
    }

    private void take(String line) {
        JsonNode message = JSON.readTree(line);
        var answer = waiting.remove(message.path("id").asLong(-1));
        if (answer == null) {
            return;
        }
        if (message.has("error")) {
            answer.completeExceptionally(
                    new NotMeasuredException("protocol error " + message.get("error")));
        } else {
            answer.complete(message.path("result"));
        }
    }

    private static NotMeasuredException gone() {
        return new NotMeasuredException(
                "the server ended before it answered; its last words are in bench/target/stderr.txt");
    }
}
