package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The life of a stdio server: what it says on stdout, how it takes nonsense, when it ends (K5, X3). */
class StdioProcessIT {
    private static final Duration GONE = Duration.ofSeconds(1);

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private static final Map<String, String> EVENT = Map.of("type", "a.b", "subject", "thing/1");

    @TempDir Path directory;

    @BeforeAll
    static void warm(@TempDir Path directory) throws IOException, InterruptedException {
        Product.warm(directory);
    }

    @Test
    void remembers_and_recalls_and_says_nothing_but_protocol_with_debug_logs() throws Exception {
        var command = server();
        command.environment().put("EVERLOG_JAVA_OPTS", "-Deverlog.log=debug");
        try (var client = StdioClient.connect(command)) {
            client.call("memory_remember", Map.of("text", "The launch is on Thursday"));
            assertThat(client.call("memory_recall", Map.of("query", "launch")))
                    .contains("Thursday");
        }
    }

    @Test
    void nonsense_is_answered_with_the_right_error_and_the_next_call_works() throws Exception {
        try (var client = StdioClient.connect(server())) {
            for (var line :
                    List.of(
                            "garbage",
                            "",
                            "[]",
                            "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"x\"}",
                            "\0",
                            "{\"a\":")) {
                client.raw((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            client.raw(new byte[] {'"', (byte) 0xff, '"', '\n'});
            client.raw(
                    ("x".repeat(StdioServer.MAX_MESSAGE_BYTES + 1) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(client.request("ping", Map.of()).join().has("result")).isTrue();
            assertThat(client.unasked())
                    .extracting(message -> message.path("error").path("code").intValue())
                    .containsExactly(-32700, -32600, -32600, -32700, -32700, -32700, -32600);
        }
    }

    @Test
    void a_request_over_the_limit_is_refused_under_its_id() throws Exception {
        try (var client = StdioClient.connect(server())) {
            var text = "x".repeat(StdioServer.MAX_MESSAGE_BYTES);
            JsonNode error =
                    client.request("tools/call", Map.of("name", "memory_remember", "text", text))
                            .join()
                            .path("error");
            assertThat(error.path("code").intValue()).isEqualTo(-32600);
            assertThat(error.path("message").stringValue()).contains("16777216");
        }
    }

    @Test
    void a_tool_that_does_not_exist_is_told_from_one_that_is_near() throws Exception {
        try (var client = StdioClient.connect(server())) {
            JsonNode error =
                    client.request("tools/call", Map.of("name", "memory_recal"))
                            .join()
                            .path("error");
            assertThat(error.path("code").intValue()).isEqualTo(-32602);
            assertThat(error.path("message").stringValue()).contains("memory_recall");
        }
    }

    @Test
    void is_gone_within_a_second_of_the_end_of_input() throws Exception {
        var client = StdioClient.connect(server());
        client.call("get_stats", Map.of());
        assertThat(client.end()).isLessThan(GONE);
        assertThat(client.process().exitValue()).isZero();
        assertThat(directory.resolve("data/tmp/" + client.process().pid())).doesNotExist();
    }

    /** A machine that is busy may have no time for it in the quarter of a second that there is: then the next end has. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saves_what_is_new_and_is_gone_within_a_second(boolean terminated) throws Exception {
        Set<String> saved = Set.of();
        for (int end = 0; end < 5 && saved.size() < 2; end++) {
            var client = StdioClient.connect(server());
            client.call("ingest_event", Map.of("events", Collections.nCopies(1_000, EVENT)));
            client.call("reconstruct_state", Map.of("subject", EVENT.get("subject")));
            if (terminated) {
                client.process().destroy();
            }
            assertThat(client.end()).isLessThan(GONE);
            saved = snapshots();
        }
        assertThat(saved).containsExactlyInAnyOrder("tail", "views");
    }

    private Set<String> snapshots() throws IOException {
        Path snapshots = directory.resolve("data/default/snapshots");
        try (Stream<Path> files = Files.list(snapshots)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".snapshot"))
                    .map(name -> name.substring(0, name.indexOf('-')))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void answers_what_is_in_flight_at_the_end_of_input() throws Exception {
        var client = StdioClient.connect(server());
        client.call("ingest_event", Map.of("type", "a.b", "subject", "x/1"));
        var answer = client.callLater("ingest_event", Map.of("type", "a.b", "subject", "x/2"));
        assertThat(client.end()).isLessThan(GONE);
        assertThat(answer).isCompletedWithValueMatching(text -> text.startsWith("recorded"));
    }

    @Test
    void calls_that_do_not_wait_for_each_other_are_written_in_the_order_they_were_sent_and_read()
            throws Exception {
        try (var client = StdioClient.connect(server())) {
            client.call("ingest_event", Map.of("type", "a.b", "subject", "x/0"));
            for (int round = 1; round <= 20; round++) {
                String subject = "setting/" + round;
                var answers =
                        IntStream.rangeClosed(1, 5)
                                .mapToObj(value ->
                                        client.callLater("ingest_event", set(subject, value)))
                                .toList();
                assertThat(client.call("reconstruct_state", Map.of("subject", subject)))
                        .contains("v5", "is 5 now");
                assertThat(answers).allMatch(Future::isDone);
            }
        }
    }

    private static Map<String, ?> set(String subject, int value) {
        return Map.of(
                "type",
                "value.set",
                "subject",
                subject,
                "data",
                Map.of("value", "is " + value + " now"));
    }

    @Test
    void answers_what_was_piped_in_before_the_log_was_opened_for_the_first_time() throws Exception {
        var client = StdioClient.connect(server());
        var answer = client.callLater("memory_remember", Map.of("text", "Thursday"));
        client.end();
        assertThat(answer).isCompletedWithValueMatching(text -> text.startsWith("created"));
    }

    @Test
    @Timeout(60)
    void is_gone_within_a_second_of_its_clients_death_though_the_pipe_stays_open()
            throws Exception {
        Path fifo = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        Path answers = directory.resolve("answers");
        // The sleeping process holds the writing end; the shell in between is the client that dies.
        String script =
                "{ printf '%s\\n' '"
                        + PING
                        + "'; sleep 60; } >'"
                        + fifo
                        + "' & '"
                        + Product.command().getFirst()
                        + "' --data '"
                        + directory.resolve("data")
                        + "' <'"
                        + fifo
                        + "' >'"
                        + answers
                        + "' & echo $!; wait";
        Process client =
                Product.process(directory.resolve("stderr"), List.of("sh", "-c", script)).start();
        long pid = Long.parseLong(client.inputReader().readLine());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        while (Files.notExists(answers) || Files.size(answers) == 0) {
            Thread.sleep(10);
        }
        List<ProcessHandle> others =
                client.descendants().filter(process -> process.pid() != pid).toList();
        client.destroyForcibly().waitFor();
        assertThat(untilGone(server)).isLessThan(GONE);
        others.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void ends_when_memory_runs_out_without_a_foreign_byte() throws Exception {
        var command = server();
        command.environment().put("EVERLOG_JAVA_OPTS", "-Xmx24m");
        StdioClient client;
        try {
            client = StdioClient.connect(command);
        } catch (CompletionException e) {
            return;
        }
        String text = "x".repeat(StdioServer.MAX_MESSAGE_BYTES / 2);
        for (int i = 0; i < 8; i++) {
            var _ = client.callLater("memory_remember", Map.of("text", text));
        }
        assertThat(client.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        client.assertOnlyProtocol();
    }

    @Test
    void a_directory_that_cannot_be_used_is_a_tools_error_and_the_connection_lives()
            throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        try (var client = StdioClient.connect(directory, "--data", file.toString())) {
            JsonNode result =
                    client.request("tools/call", Map.of("name", "get_stats", "arguments", Map.of()))
                            .join()
                            .path("result");
            assertThat(result.path("isError").booleanValue()).isTrue();
            assertThat(client.request("tools/list", Map.of()).join().has("result")).isTrue();
            Files.delete(file);
            assertThat(client.call("get_stats", Map.of())).isNotEmpty();
        }
    }

    /**
     * Looks for itself: {@link ProcessHandle#onExit} of somebody else's child looks ever more seldom, and a process that
     * has ended is alive to it until its new parent has taken note. One that has ended has no command.
     */
    private static Duration untilGone(ProcessHandle process) throws InterruptedException {
        long from = System.nanoTime();
        while (process.info().command().isPresent()
                && System.nanoTime() - from < TimeUnit.SECONDS.toNanos(10)) {
            Thread.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private ProcessBuilder server() throws IOException {
        return Product.process(
                Files.createTempFile(directory, "stderr", ".txt"),
                "--data",
                directory.resolve("data").toString());
    }
}
