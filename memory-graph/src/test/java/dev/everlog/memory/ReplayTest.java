package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.EagerSnapshots;
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

    @TempDir Path directory;

    @Test
    void the_same_log_has_the_same_digest_whatever_heap_locale_and_time_zone_and_start()
            throws Exception {
        Path log = directory.resolve("log");
        Path snapshots = directory.resolve("snapshots");
        live(log, snapshots, OPERATIONS / 2, 1);
        String digests = live(log, snapshots, OPERATIONS / 2, Integer.MAX_VALUE);
        FaultRounds.run(
                "R1",
                WORLDS.size(),
                (round, _) -> {
                    List<String> world = WORLDS.get(round);
                    assertThat(ReplayProcess.digests(log, directory.resolve("none"), world))
                            .as("%s", world)
                            .isEqualTo(digests + "\nfrom e0, e0");
                    assertThat(ReplayProcess.digests(log, snapshots, world))
                            .as("%s from a snapshot", world)
                            .startsWith(digests + "\nfrom e")
                            .doesNotContain(" e0");
                });
    }

    /** @param every so many events a snapshot is written */
    private static String live(Path log, Path saved, int operations, int every) throws Exception {
        TestMemory.TestClock clock = new TestMemory.TestClock();
        EagerSnapshots tail = new EagerSnapshots(saved, "tail", every);
        EagerSnapshots views = new EagerSnapshots(saved, "views", every);
        TailOptions options = TailOptions.of(Durability.COMMIT, clock).withSnapshots(tail);
        try (TestMemory test = new TestMemory(clock, FileTail.open(log, options), every, views)) {
            clock.set(TestMemory.START.plusSeconds(test.memory.position().value()));
            RandomLife.live(test, new Random(FaultRounds.SEED + every), operations);
            if (every == 1) {
                tail.awaitWritten(new Position(1));
                views.awaitWritten(new Position(1));
            }
            return test.memory.digests().toString();
        }
    }
}
