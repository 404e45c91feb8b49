package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R1: what a log folds to depends on the log alone. */
@Tag("faults")
class ReplayTest {
    private static final int OPERATIONS = FaultRounds.count(300, 5_000);

    /** Small and large heaps, one processor and many, every kind of collector, calendars and letters of other places. */
    private static final List<List<String>> WORLDS =
            List.of(
                    List.of("-Xmx64m"),
                    List.of("-Xmx2g", "-XX:-UseSerialGC", "-XX:+UseParallelGC"),
                    List.of("-XX:ActiveProcessorCount=1"),
                    List.of("-XX:ActiveProcessorCount=16", "-XX:-UseSerialGC", "-XX:+UseG1GC"),
                    List.of("-Duser.language=tr", "-Duser.country=TR"),
                    List.of(
                            "-Duser.language=ar",
                            "-Duser.country=EG",
                            "-Djava.locale.providers=CLDR"),
                    List.of(
                            "-Duser.language=th",
                            "-Duser.country=TH",
                            "-Djava.locale.providers=CLDR"),
                    List.of("-Duser.timezone=Pacific/Kiritimati"),
                    List.of("-Duser.timezone=America/St_Johns", "-Dfile.encoding=ISO-8859-1"),
                    List.of(
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UnlockExperimentalVMOptions",
                            "-XX:hashCode=2"));

    @TempDir Path log;

    @Test
    void the_same_log_has_the_same_digest_whatever_heap_locale_and_time_zone() throws Exception {
        String digests = live();
        FaultRounds.run(
                "R1",
                WORLDS.size(),
                (round, _) ->
                        assertThat(ReplayProcess.digests(log, WORLDS.get(round)))
                                .as("%s", WORLDS.get(round))
                                .isEqualTo(digests));
    }

    private String live() {
        TestMemory.TestClock clock = new TestMemory.TestClock();
        TailOptions options = TailOptions.of(Durability.COMMIT, clock);
        try (TestMemory test = new TestMemory(clock, FileTail.open(log, options))) {
            RandomLife.live(test, new Random(FaultRounds.SEED), OPERATIONS);
            return test.memory.digests().toString();
        }
    }
}
