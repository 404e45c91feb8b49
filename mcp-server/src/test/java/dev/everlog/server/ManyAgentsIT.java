package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * L1: fifty agents on one server, half of them over Streamable HTTP and half over SSE, all with the same JSON-RPC ids;
 * seven calls of ten read. The server has one tenant.
 */
@Tag("faults")
class ManyAgentsIT {
    private static final int AGENTS = 50;
    private static final int CALLS = FaultRounds.count(40, 2_000);
    private static final int ROUNDS = 3;
    private static final double READS = 0.7;

    /** Live bytes that one more event may take, in the log's index and all views. */
    private static final long BYTES_OF_AN_EVENT = 2_000;

    /** Live bytes that a warm server may have more than one that is just warm. */
    private static final long SLACK = 8 << 20;

    @TempDir Path directory;

    @Test
    void fifty_agents_each_read_what_they_wrote_themselves_and_memory_does_not_grow()
            throws Exception {
        Product.warm(directory);
        try (var http = HttpClient.newHttpClient();
                var server = HttpProduct.start(directory);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Agent> agents = new ArrayList<>();
            for (int i = 0; i < AGENTS; i++) {
                agents.add(new Agent("agent/" + i, connect(http, server.address(), i), i));
            }
            callAll(threads, agents);
            long before = LiveHeap.of(server.process());
            FaultRounds.run(
                    "L1, " + AGENTS * CALLS + " calls each",
                    ROUNDS,
                    (round, _) -> callAll(threads, agents));
            long written = agents.stream().mapToLong(agent -> agent.version).sum();
            long more = LiveHeap.of(server.process()) - before;
            System.out.printf("L1: %d events, %d more live bytes%n", written, more);
            assertThat(more).isLessThan(SLACK + written * BYTES_OF_AN_EVENT);
            agents.forEach(agent -> agent.session.close());
        }
    }

    private static void callAll(ExecutorService threads, List<Agent> agents) throws Exception {
        for (var called : threads.invokeAll(agents)) {
            called.get();
        }
    }

    private static McpSession connect(HttpClient http, String address, int number)
            throws Exception {
        return number % 2 == 0 ? new McpOverHttp(http, address) : new McpOverSse(http, address);
    }

    /** Knows what it wrote, and is content with nothing else. */
    private static final class Agent implements Callable<Integer> {
        private final String subject;
        private final McpSession session;
        private final Random random;
        private int version;

        Agent(String subject, McpSession session, int number) {
            this.subject = subject;
            this.session = session;
            this.random = new Random(FaultRounds.SEED + number);
        }

        @Override
        public Integer call() throws Exception {
            for (int i = 0; i < CALLS; i++) {
                if (version > 0 && random.nextDouble() < READS) {
                    read();
                } else {
                    write();
                }
            }
            return version;
        }

        private void write() throws Exception {
            version++;
            String event =
                    "{\"type\":\"agent.counted\",\"subject\":\"%s\",\"data\":{\"count\":\"%s is at %d.\"}}"
                            .formatted(subject, subject, version);
            assertThat(session.call("ingest_event", event)).contains(subject + " v" + version);
        }

        private void read() throws Exception {
            String asked = "{\"subject\":\"%s\"}".formatted(subject);
            assertThat(session.call("reconstruct_state", asked))
                    .contains(subject + " is at " + version + ".");
        }
    }
}
