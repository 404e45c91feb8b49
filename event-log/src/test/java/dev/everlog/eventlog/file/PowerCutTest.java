package dev.everlog.eventlog.file;

import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.LoopDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P1: the power goes while two processes write; what they acknowledged is on disk. */
@Tag("faults")
class PowerCutTest {
    private static final int CUTS = FaultRounds.count(5, 50);
    private static final int LONGEST_PAUSE_MILLIS = 300;

    /** Bytes: more than the smallest xfs, of which hardly any is used. */
    private static final long DISK = 320L << 20;

    private static final int APPENDS_AFTERWARDS = 50;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs"})
    void nothing_acknowledged_is_lost_when_the_power_goes(String type) throws Exception {
        String missing = LoopDisk.missing(type);
        if (!missing.isEmpty()) {
            FaultRounds.skip("P1 " + type, CUTS, missing);
        }
        Map<String, Map<Integer, Long>> acknowledged =
                Map.of("a", new HashMap<>(), "b", new HashMap<>());
        try (LoopDisk disk = LoopDisk.make(type, directory, DISK)) {
            Path log = disk.path().resolve("log");
            FaultRounds.run(
                    "P1 " + type,
                    CUTS,
                    (round, random) -> {
                        writeUntilCut(disk, log, random, acknowledged);
                        disk.unmount();
                        disk.mount();
                        KeptEvents kept = KeptEvents.of(log);
                        acknowledged.forEach(kept::assertHolds);
                    });
            Process after = LogProcess.start(log, "after", 1, APPENDS_AFTERWARDS);
            new WriterProcess(log, after).join();
            KeptEvents.of(log).assertExactly("after", APPENDS_AFTERWARDS);
            System.out.printf(
                    "P1 %s: %d events were acknowledged before %d cuts%n",
                    type, acknowledged.values().stream().mapToInt(Map::size).sum(), CUTS);
        }
    }

    private static void writeUntilCut(
            LoopDisk disk, Path log, Random random, Map<String, Map<Integer, Long>> acknowledged)
            throws Exception {
        try (WriterProcess a = start(log, "a", acknowledged.get("a"));
                WriterProcess b = start(log, "b", acknowledged.get("b"))) {
            a.awaitAcknowledged(20);
            b.awaitAcknowledged(20);
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            disk.cutPower();
            a.kill();
            b.kill();
            acknowledged.get("a").putAll(a.acknowledged());
            acknowledged.get("b").putAll(b.acknowledged());
        }
    }

    private static WriterProcess start(Path log, String name, Map<Integer, Long> before)
            throws IOException {
        return new WriterProcess(
                log, LogProcess.start(log, name, before.size() + 1, 1_000_000, "-Dfilling=2000"));
    }
}
