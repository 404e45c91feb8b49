package dev.everlog.eventlog.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.AppendResult.AlreadyThere;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.eventlog.tail.FailPoint;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** K2: every step of a write may be the last one of its process; of sealing, see KilledSealerTest. */
@Tag("faults")
class EveryStepTest {
    private static final int ROUNDS = FaultRounds.count(3, 20);
    private static final int NUMBERS = 60;

    /** Bytes: short enough for several changes among so many events. */
    private static final int GENERATION = 4_000;

    /** What does not happen with each write. */
    private static final int FEW = 3;

    private static final long BREATH_NANOS = 500_000;
    private static final Duration LONGEST_STALL = Duration.ofSeconds(2);

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE, // KilledSealerTest has these
            names = {
                "BEFORE_SEGMENT",
                "BEFORE_MANIFEST",
                "BEFORE_TRIM",
                "AFTER_TRIM",
                "BEFORE_ERASED_TRIM",
                "BEFORE_RECEIPT"
            })
    void a_process_may_die_at_any_step_while_another_writes_and_every_event_is_there_once(
            FailPoint step) throws Exception {
        FaultRounds.run(
                "K2 " + step,
                ROUNDS,
                (round, random) -> {
                    Path log = directory.resolve("log" + round);
                    int here;
                    try (Tail survivor = FileTail.open(log, TailOptions.of(Durability.COMMIT));
                            WriterProcess dying = dyingAt(step, random, log)) {
                        here = writeWhileAlive(survivor, dying);
                        assertThat(dying.join()).isEqualTo(137);
                        assertThat(dying.acknowledged()).hasSizeLessThan(NUMBERS);
                        repeat(survivor, dying);
                    }
                    assertStartsFromSnapshot(log);
                    KeptEvents kept = KeptEvents.of(log);
                    kept.assertExactly("here", here);
                    kept.assertExactly("dying", NUMBERS);
                });
    }

    private static WriterProcess dyingAt(FailPoint step, Random random, Path log) throws Exception {
        int passes =
                switch (step) {
                    case GENERATION_CHANGE, SNAPSHOT -> FEW;
                    case BEFORE_WRITE, HALF_FRAME, AFTER_WRITE, AFTER_FORCE -> NUMBERS / 2;
                    case BEFORE_SEGMENT,
                            BEFORE_MANIFEST,
                            BEFORE_TRIM,
                            AFTER_TRIM,
                            BEFORE_ERASED_TRIM,
                            BEFORE_RECEIPT ->
                            throw new IllegalArgumentException(step + " is for sealers");
                };
        return new WriterProcess(
                log,
                LogProcess.start(
                        log,
                        "dying",
                        1,
                        NUMBERS,
                        "-Dgeneration=" + GENERATION,
                        "-Dsnapshots=" + snapshots(log),
                        "-Deverlog.test=true",
                        "-Deverlog.failpoint=" + step + ":" + (1 + random.nextInt(passes))));
    }

    /**
     * Appends until the other has died. The kill may hold up a survivor for two seconds at most. How long a newcomer
     * holds up everybody with its first write is told and not bounded: it has nothing to do with dying.
     *
     * @return how many events
     */
    private static int writeWhileAlive(Tail survivor, WriterProcess dying) {
        int written = 0;
        Duration longest = Duration.ZERO;
        Duration last = Duration.ZERO;
        while (dying.isAlive()) {
            long from = System.nanoTime();
            LogProcess.append(survivor, "here", ++written);
            last = Duration.ofNanos(System.nanoTime() - from);
            longest = last.compareTo(longest) > 0 ? last : longest;
            LockSupport.parkNanos(BREATH_NANOS);
        }
        System.out.printf(
                "K2: longest wait beside a newcomer %d ms, at its kill %d ms%n",
                longest.toMillis(), last.toMillis());
        assertThat(last).isLessThan(LONGEST_STALL);
        return written;
    }

    private static Path snapshots(Path log) {
        return log.resolveSibling(log.getFileName() + "-snapshots");
    }

    /** Whatever the dying one left there, who comes next has all events and knows all requests. */
    private static void assertStartsFromSnapshot(Path log) {
        EagerSnapshots snapshots = new EagerSnapshots(snapshots(log), "tail", Integer.MAX_VALUE);
        TailOptions options = TailOptions.of(Durability.COMMIT).withSnapshots(snapshots);
        try (Tail next = FileTail.open(log, options)) {
            for (int i = 1; i <= NUMBERS; i++) {
                assertThat(LogProcess.append(next, "dying", i)).isInstanceOf(AlreadyThere.class);
            }
        }
    }

    private static void repeat(Tail survivor, WriterProcess dead) {
        for (int i = 1; i <= NUMBERS; i++) {
            AppendResult again = LogProcess.append(survivor, "dying", i);
            Long before = dead.acknowledged().get(i);
            if (before != null) {
                assertThat(again)
                        .isInstanceOfSatisfying(
                                AlreadyThere.class,
                                there -> assertThat(there.first().value()).isEqualTo(before));
            }
        }
    }
}
