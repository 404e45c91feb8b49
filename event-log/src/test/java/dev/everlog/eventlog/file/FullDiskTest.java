package dev.everlog.eventlog.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.LoopDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D1: a full disk is an answer, above the floor of free space that is kept and at the very last byte. */
@Tag("faults")
class FullDiskTest {
    private static final int ROUNDS = FaultRounds.count(1, 10);
    private static final long DISK = 64L << 20;

    /** Bytes of a file that is in the way and goes. */
    private static final int BALLAST = 12 << 20;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(longs = {32 << 20, 0})
    void appends_are_refused_while_the_disk_is_full_and_go_on_without_a_restart(long floor)
            throws Exception {
        String promise = "D1 floor " + floor;
        String missing = LoopDisk.missing("ext4");
        if (!missing.isEmpty()) {
            FaultRounds.skip(promise, ROUNDS, missing);
        }
        FaultRounds.run(
                promise,
                ROUNDS,
                (round, random) -> {
                    Path place = Files.createDirectory(directory.resolve("round" + round));
                    try (LoopDisk disk = LoopDisk.make("ext4", place, DISK)) {
                        Path log = disk.path().resolve("log");
                        Path ballast =
                                Files.write(disk.path().resolve("ballast"), new byte[BALLAST]);
                        int filling = 20_000 + random.nextInt(200_000);
                        try (WriterProcess writer = start(log, filling, floor)) {
                            writer.awaitRefusal("STORAGE_FULL");
                            int before = writer.acknowledged().size();
                            var known = Map.copyOf(writer.acknowledged());
                            KeptEvents.beside(log).assertHolds("full", known);
                            Files.delete(ballast);
                            writer.awaitAcknowledged(before + 5);
                            assertThat(writer.refusals()).containsOnlyKeys("STORAGE_FULL");
                            writer.kill();
                            KeptEvents.of(log).assertHolds("full", writer.acknowledged());
                        }
                    }
                });
    }

    private static WriterProcess start(Path log, int filling, long floor) throws Exception {
        return new WriterProcess(
                log,
                LogProcess.start(
                        log, "full", 1, 1_000_000, "-Dfilling=" + filling, "-Dfloor=" + floor));
    }
}
