package dev.everlog.eventlog.file;

import static dev.everlog.eventlog.TestEvents.drain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on one directory. */
class SeveralProcessesTest {
    @TempDir Path log;

    private static List<String> linesOf(Process process) throws IOException, InterruptedException {
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = out.readAllLines();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return lines;
        }
    }

    private Tail open() {
        return FileTail.open(log, TailOptions.of(Durability.COMMIT));
    }

    @Test
    void three_processes_and_this_one_write_at_once_and_nothing_is_lost_or_doubled()
            throws Exception {
        try (Tail tail = open()) {
            List<Process> others =
                    List.of(
                            LogProcess.start(log, "a", 1, 200),
                            LogProcess.start(log, "b", 1, 200),
                            LogProcess.start(log, "c", 1, 200));
            for (int i = 1; i <= 200; i++) {
                LogProcess.append(tail, "here", i);
            }
            for (Process other : others) {
                assertThat(linesOf(other)).hasSize(200);
                assertThat(other.exitValue()).isZero();
            }
            awaitEnd(tail, new Position(800));
            List<StoredEvent> events = drain(tail.read(Position.NONE));
            assertThat(events)
                    .extracting(e -> e.position().value())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 800).boxed().toList());
            assertThat(events)
                    .filteredOn(e -> e.subject().equals("writer/b"))
                    .extracting(StoredEvent::version)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
        }
        assertThat(FileTail.verify(log).findings()).isEmpty();
    }

    /** 19 of 20, since anything may hold up a process on a busy machine for a moment; all of them in two seconds. */
    @Test
    void what_another_process_wrote_is_seen_within_50_ms() throws Exception {
        List<Long> millis = new ArrayList<>();
        try (Tail tail = open()) {
            Process other = LogProcess.start(log, "a", 1, 300);
            try (var out = other.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    Position written =
                            new Position(Long.parseLong(line.replaceAll(".*last=e(\\d+).*", "$1")));
                    long told = System.nanoTime();
                    awaitEnd(tail, written);
                    millis.add((System.nanoTime() - told) / 1_000_000);
                }
            }
        }
        millis.sort(null);
        System.err.println(
                "seen by another process after ms: median "
                        + millis.get(150)
                        + ", p95 "
                        + millis.get(285)
                        + ", max "
                        + millis.getLast());
        assertThat(millis).hasSize(300);
        assertThat(millis.get(285)).isLessThanOrEqualTo(50);
    }

    @Test
    void fail_points_are_refused_outside_of_tests() throws Exception {
        Process refused = LogProcess.start(log, "a", 1, 5, "-Deverlog.failpoint=AFTER_WRITE:1");
        assertThat(linesOf(refused)).isEmpty();
        assertThat(refused.exitValue()).isNotZero();
    }

    private static void awaitEnd(Tail tail, Position position) throws InterruptedException {
        Position before = new Position(position.value() - 1);
        assertThat(tail.awaitAfter(before, Duration.ofSeconds(2))).isGreaterThanOrEqualTo(position);
    }
}
