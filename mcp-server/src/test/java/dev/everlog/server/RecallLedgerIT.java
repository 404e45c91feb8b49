package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recall ledger over the real product: it is there when the process that served has ended, for whoever asks. */
class RecallLedgerIT {
    private static final Map<String, ?> QUESTION = Map.of("query", "what does Ada drink?");

    @TempDir Path directory;

    @BeforeEach
    void warm() throws Exception {
        Product.warm(directory);
    }

    @Test
    void why_an_agent_believed_something_is_told_to_another_agent_after_its_end() throws Exception {
        try (var agent = StdioClient.connect(server(true))) {
            agent.call("memory_remember", Map.of("text", "Ada prefers tea", "key", "drink"));
            assertThat(agent.call("memory_recall", QUESTION)).contains("Ada prefers tea");
            agent.end();
        }
        try (var agent = StdioClient.connect(server(false))) {
            assertThat(agent.call("memory_recall", QUESTION)).contains("as of e2");
            assertThat(agent.call("memory_provenance", Map.of("node", "drink", "as_of", "e2")))
                    .contains(
                            "text \"Ada prefers tea\" chosen: e1",
                            "served e1 as #1 by e2",
                            "as of e1: memory_recall \"what does Ada drink?\"");
            assertThat(agent.call("memory_recall", QUESTION))
                    .as("without the option reading appends nothing")
                    .contains("as of e2");
        }
    }

    private ProcessBuilder server(boolean ledger) throws Exception {
        var server =
                Product.process(
                        Files.createTempFile(directory, "stderr", ".txt"),
                        "--data",
                        directory.resolve("data").toString());
        if (ledger) {
            server.environment().put("EVERLOG_RECALL_LEDGER", "true");
        }
        return server;
    }
}
