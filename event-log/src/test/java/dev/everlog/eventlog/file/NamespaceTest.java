package dev.everlog.eventlog.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.LoopDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * K4: two containers on one directory, in each the writer has process id 1, and one of them is killed inside a write
 * again and again. A process id says nothing there about who holds a lock.
 */
@Tag("faults")
class NamespaceTest {
    private static final int KILLS = FaultRounds.count(4, 20);
    private static final Duration LONGEST_STALL = Duration.ofSeconds(2);

    private static final List<String> NAMESPACE =
            List.of("unshare", "--fork", "--pid", "--mount-proc", "--kill-child");

    /** Bytes of one event: most of a write is spent with them. */
    private static final String LARGE = "-Dfilling=60000";

    /** The log must stay short, for reading it is not what is timed here. */
    private static final String SMALL = "-Dfilling=10";

    @TempDir Path log;

    @Test
    void a_process_1_that_was_killed_inside_a_write_is_followed_at_once_by_the_next_process_1()
            throws Exception {
        if (!LoopDisk.succeeds("unshare", "--fork", "--pid", "--mount-proc", "true")) {
            FaultRounds.skip("K4", KILLS, "no right to make namespaces");
        }
        Map<Integer, Long> acknowledged = new HashMap<>();
        try (WriterProcess steady = start("steady", 1, SMALL)) {
            steady.awaitAcknowledged(1);
            long usual = timeToFirst(1, acknowledged);
            FaultRounds.run(
                    "K4",
                    KILLS,
                    (round, random) -> {
                        long recovering = timeToFirst(acknowledged.size() + 1, acknowledged);
                        assertThat(Duration.ofNanos(recovering - usual)).isLessThan(LONGEST_STALL);
                    });
            assertThat(steady.longestPause()).isLessThan(LONGEST_STALL);
            steady.kill();
            KeptEvents kept = KeptEvents.of(log);
            kept.assertHolds("killed", acknowledged);
            kept.assertHolds("steady", steady.acknowledged());
        }
    }

    /** Starts a writer, kills it inside a write. @return nanoseconds from its start to its first acknowledgement */
    private long timeToFirst(int number, Map<Integer, Long> acknowledged) throws Exception {
        long from = System.nanoTime();
        try (WriterProcess writer = start("killed", number, LARGE)) {
            long first = writer.awaitAcknowledged(1);
            writer.awaitAcknowledged(5);
            writer.stopInsideWrite();
            writer.kill();
            acknowledged.putAll(writer.acknowledged());
            return first - from;
        }
    }

    private WriterProcess start(String name, int first, String filling) throws IOException {
        return new WriterProcess(
                log, LogProcess.start(NAMESPACE, log, name, first, 1_000_000, filling));
    }
}
