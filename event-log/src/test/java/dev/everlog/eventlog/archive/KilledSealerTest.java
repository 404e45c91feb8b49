package dev.everlog.eventlog.archive;

import static dev.everlog.eventlog.TestEvents.drain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.VerifyReport;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.file.LogProcess;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** K2 of the promises, for the archive: whoever seals may die at any step, and each event is there exactly once. */
@Tag("faults")
class KilledSealerTest {
    private static final int EVENTS = 120;

    /** A generation for every few dozen events. */
    private static final long GENERATION_BYTES = 10_000;

    /** Longer than sealing takes: these processes end by being killed. */
    private static final int LINGER_SECONDS = 20;

    private static final int KILLS = FaultRounds.count(6, 100);
    private static final long SEED = Long.getLong("everlog.seed", 20261122L);

    @TempDir Path log;

    private Tail open() {
        TailOptions options = TailOptions.of(Durability.COMMIT);
        return FileTail.open(log, options.withGenerationBytes(GENERATION_BYTES));
    }

    private static int linesOf(Process process) throws Exception {
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            int lines = out.readAllLines().size();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return lines;
        }
    }

    /** How many events it acknowledged before it was killed, so many milliseconds after the first. */
    private static int killed(Process process, int afterMillis) throws Exception {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isNotNull();
            process.waitFor(afterMillis, TimeUnit.MILLISECONDS);
            process.toHandle().destroyForcibly(); // leaves the pipe open
            return 1 + out.readAllLines().size();
        }
    }

    private Process sealing(int first, int last, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Dgeneration=" + GENERATION_BYTES);
        all.add("-Dlinger=" + LINGER_SECONDS);
        return LogProcess.start(log, "a", first, last, all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEFORE_SEGMENT:1",
                "BEFORE_SEGMENT:2",
                "BEFORE_MANIFEST:2",
                "BEFORE_TRIM:2",
                "AFTER_TRIM:2"
            })
    void a_sealer_that_dies_at_any_step_leaves_each_event_exactly_once(String step)
            throws Exception {
        Process dying = sealing(1, EVENTS, "-Deverlog.test=true", "-Deverlog.failpoint=" + step);
        int acknowledged = linesOf(dying);
        assertThat(dying.exitValue()).isEqualTo(137);
        assertThat(FileTail.verify(log).worst()).isEqualTo(VerifyReport.Kind.NOTE);
        assertExactlyOnce(acknowledged);
    }

    /** Two readers and writers go on in this process while one after the other is killed. */
    @Test
    void sealers_killed_at_random_moments_leave_each_event_exactly_once() throws Exception {
        Random random = new Random(SEED);
        int acknowledged = 0;
        try (Tail reader = open()) {
            for (int kill = 1; kill <= KILLS; kill++) {
                Process dying = sealing(1, kill * EVENTS);
                acknowledged = Math.max(acknowledged, killed(dying, random.nextInt(2_000)));
                assertPositionsWithoutGap(drain(reader.read(Position.NONE)));
            }
        }
        assertThat(acknowledged).isPositive();
        assertExactlyOnce(acknowledged);
        FaultRounds.report("K2 sealing", SEED, KILLS, 0, 0);
    }

    private void assertExactlyOnce(int acknowledged) throws Exception {
        try (Tail tail = open()) {
            int last = Math.max(acknowledged, EVENTS);
            for (int i = 1; i <= last; i++) {
                AppendResult result = LogProcess.append(tail, "a", i);
                if (i <= acknowledged) {
                    assertThat(result).isInstanceOf(AppendResult.AlreadyThere.class);
                }
            }
            SealingTest.awaitSealed(log);
            List<StoredEvent> events = drain(tail.read(Position.NONE));
            assertPositionsWithoutGap(events);
            assertThat(events)
                    .extracting(StoredEvent::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, events.size()).boxed().toList());
            assertThat(events).extracting(StoredEvent::data).doesNotHaveDuplicates();
        }
        assertThat(FileTail.verify(log).findings()).isEmpty();
        assertThat(SegmentCatalog.load(log.resolve("archive")).segments()).hasSizeGreaterThan(1);
    }

    private static void assertPositionsWithoutGap(List<StoredEvent> events) {
        assertThat(events)
                .extracting(e -> e.position().value())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
    }
}
