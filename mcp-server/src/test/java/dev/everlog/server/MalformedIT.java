package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** X1: whatever comes in, the server lives, says what is wrong, and the next call is answered as ever. */
@Tag("faults")
class MalformedIT {
    private static final int FRAMES = FaultRounds.count(10_000, 200_000);
    private static final int BETWEEN_CALLS = 200;
    private static final int MILLIS_OF_A_CALL = 50;

    /** One call may be held up by a busy machine, but not for long. */
    private static final int LONGEST_MILLIS = 1_000;

    /** Bytes that the live heap may have grown by: what a warm server loads. */
    private static final long MORE_HEAP = 8 << 20;

    @TempDir static Path directory;

    private final Random random = new Random(FaultRounds.SEED);
    private final List<Long> millis = new ArrayList<>();

    @BeforeAll
    static void warm() throws Exception {
        Product.warm(directory);
    }

    @Test
    void ten_thousand_malformed_lines_on_stdio_get_the_right_errors_and_no_more() throws Exception {
        try (var client = StdioClient.connect(directory, "--data", data("stdio"))) {
            send(client, extremes());
            client.call("get_stats", Map.of());
            long before = LiveHeap.of(client.process());
            FaultRounds.run(
                    "X1 stdio, " + BETWEEN_CALLS + " each",
                    FRAMES / BETWEEN_CALLS,
                    (round, _) -> {
                        send(client, some(round));
                        call(() -> client.call("get_stats", Map.of()));
                    });
            send(client, extremes());
            call(() -> client.call("get_stats", Map.of()));
            assertThat(LiveHeap.of(client.process()) - before).isLessThan(MORE_HEAP);
        }
        assertQuick();
    }

    @Test
    void ten_thousand_malformed_bodies_over_http_get_the_right_errors_and_no_more()
            throws Exception {
        try (var http = HttpClient.newHttpClient();
                var server = HttpProduct.start(directory.resolve("http"))) {
            var session = new McpOverHttp(http, server.address());
            post(session, extremes());
            session.call("get_stats", "{}");
            long before = LiveHeap.of(server.process());
            FaultRounds.run(
                    "X1 HTTP, " + BETWEEN_CALLS + " each",
                    FRAMES / BETWEEN_CALLS,
                    (round, _) -> {
                        post(session, some(round));
                        call(() -> session.call("get_stats", "{}"));
                    });
            post(session, extremes());
            call(() -> session.call("get_stats", "{}"));
            assertThat(LiveHeap.of(server.process()) - before).isLessThan(MORE_HEAP);
        }
        assertQuick();
    }

    private static void post(McpOverHttp session, List<Malformed> frames) throws Exception {
        for (Malformed frame : frames) {
            var answer = session.post(frame.bytes());
            assertThat(frame.isRefusedBy(answer))
                    .as("%s: %d %s", frame, answer.statusCode(), answer.body())
                    .isTrue();
        }
    }

    private void send(StdioClient client, List<Malformed> frames)
            throws IOException, InterruptedException {
        int from = client.unasked().size();
        for (Malformed frame : frames) {
            client.raw(frame.bytes());
            client.raw(new byte[] {'\n'});
        }
        client.awaitUnasked(from + frames.size());
        assertAnswered(frames, client.unasked().subList(from, client.unasked().size()));
    }

    /** In any order: what looks like a call is answered when its answer is ready. */
    private static void assertAnswered(List<Malformed> frames, List<JsonNode> answers) {
        assertThat(answers).hasSameSizeAs(frames);
        List<JsonNode> left = new ArrayList<>(answers);
        List<Malformed> unanswered = new ArrayList<>(frames);
        unanswered.removeIf(frame -> left.removeIf(frame::answersItsId));
        unanswered.removeIf(frame -> removeOne(left, frame::answersNoId));
        assertThat(unanswered).as("what is left: %s", left).isEmpty();
    }

    private static boolean removeOne(List<JsonNode> answers, Predicate<JsonNode> wanted) {
        return answers.stream().filter(wanted).findFirst().map(answers::remove).orElse(false);
    }

    private void call(Callable<?> call) throws Exception {
        long from = System.nanoTime();
        call.call();
        millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
    }

    private void assertQuick() {
        millis.sort(null);
        System.out.printf(
                "X1: a valid call in between took %d ms (median), %d ms (longest)%n",
                millis.get(millis.size() / 2), millis.getLast());
        assertThat(millis.get(millis.size() / 2)).isLessThanOrEqualTo(MILLIS_OF_A_CALL);
        assertThat(millis.getLast()).isLessThanOrEqualTo(LONGEST_MILLIS);
    }

    private static String data(String name) {
        return directory.resolve(name).toString();
    }

    private List<Malformed> some(int round) {
        List<Malformed> frames = new ArrayList<>();
        for (int i = 0; i < BETWEEN_CALLS; i++) {
            frames.add(Malformed.any(random, round * BETWEEN_CALLS + i));
        }
        return frames;
    }

    private static List<Malformed> extremes() {
        return List.of(
                Malformed.deep(1), Malformed.large(1), Malformed.deep(2), Malformed.large(2));
    }
}
