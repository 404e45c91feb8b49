package dev.everlog.eventlog.tail;

import static dev.everlog.eventlog.TestEvents.drain;
import static dev.everlog.eventlog.TestEvents.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.Appended;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.LogException.Kind;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.SimulatedProcess.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P4 of the promises: the n-th flush of a run fails, for every n. The disk drops what it could not write. */
@Tag("faults")
class FailedFlushTest {
    private static final int RUN = 200;

    /** Small, so that flushes at the change of generations fail too. */
    private static final TailOptions OPTIONS =
            TailOptions.of(Durability.COMMIT).withGenerationBytes(8_000).withFreeFloorBytes(0);

    @Test
    void after_a_failed_flush_nothing_is_acknowledged_and_nobody_takes_over_what_it_dropped()
            throws Exception {
        for (int n = 1; n <= RUN; n++) {
            try (FastDirectory directory = new FastDirectory()) {
                new Run(directory.path().resolve("log"), n).check();
            }
        }
        FaultRounds.report("P4 the n-th flush", RUN, 0, 0);
    }

    private static final class Run {
        private final SimulatedDisk disk = new SimulatedDisk();
        private final Path log;
        private final int n;
        private int acknowledged;

        Run(Path log, int n) {
            this.log = log;
            this.n = n;
        }

        void check() throws IOException {
            SimulatedProcess process = new SimulatedProcess(disk, new Random(n));
            process.arm(Fault.FORCE, n);
            try (Tail tail = new InlineTail(log, process, OPTIONS)) {
                appendUntilItFails(tail);
                int forces = process.forces();
                assertThat(forces).isEqualTo(n);
                for (int again = 0; again < 3; again++) {
                    assertRefused(tail);
                }
                assertThat(process.forces()).as("flushes tried again").isEqualTo(forces);
                assertThat(tail.status().lastFlushError()).contains("Input/output error");
                assertThat(tail.status().damage()).contains("nothing after it is acknowledged");
                assertThat(read(tail)).hasSize(acknowledged);
                anotherProcessGoesOn();
            }
            disk.crash(log, new Random(n));
            anotherProcessGoesOn();
            assertThat(FileTail.verify(log).worst()).isNotEqualTo(VerifyReport.Kind.CORRUPT);
        }

        private void appendUntilItFails(Tail tail) {
            try {
                while (true) {
                    append(tail);
                    acknowledged++;
                }
            } catch (LogException e) {
                assertThat(e.kind()).isEqualTo(Kind.IO);
            }
        }

        private void anotherProcessGoesOn() throws IOException {
            try (Tail tail =
                    new InlineTail(log, new SimulatedProcess(disk, new Random(n)), OPTIONS)) {
                assertThat(read(tail)).hasSize(acknowledged);
                Position next = new Position(++acknowledged);
                assertThat(append(tail)).isEqualTo(new Appended(next, next));
                assertThat(read(tail)).hasSize(acknowledged);
            }
        }
    }

    private static AppendResult append(Tail tail) {
        return tail.append(List.of(numbered(1)), AppendCondition.always());
    }

    private static void assertRefused(Tail tail) {
        assertThatThrownBy(() -> append(tail))
                .isInstanceOfSatisfying(
                        LogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.IO));
    }

    private static List<StoredEvent> read(Tail tail) {
        return drain(tail.read(Position.NONE));
    }
}
