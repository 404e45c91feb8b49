package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Lease;
import dev.everlog.eventlog.tail.Participant;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesToolTest {
    @TempDir Path vectors;

    @Test
    void a_log_of_one_process_tells_that_one() {
        try (var memory = SeededMemory.open(vectors)) {
            long pid = ProcessHandle.current().pid();
            assertThat(memory.call("get_cluster_status", "{}").text().lines().skip(1))
                    .containsExactly(
                            "pid %d (this one) alone, has read to e%d (lag 0)"
                                    .formatted(pid, memory.end()));
        }
    }

    @Test
    void a_process_is_told_with_its_lag_and_its_leases() {
        var leases = Set.of(Lease.EMBEDDING, Lease.SEALING);
        var other = new Participant(42, "http", new Position(7), leases, false);

        assertThat(ProcessRow.of(other, new Position(10)).line())
                .isEqualTo("pid 42 http, has read to e7 (lag 3), leases: sealing, embedding");
        assertThat(ProcessRow.of(other, new Position(6)).lag()).isZero();
    }
}
