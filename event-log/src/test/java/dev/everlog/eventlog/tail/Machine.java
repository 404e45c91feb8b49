package dev.everlog.eventlog.tail;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** A process with the log open, and a clock of its own. Confined to one thread. */
final class Machine {
    /** Small, so that a few dozen events fill several. */
    private static final long GENERATION_BYTES = 24_000;

    private final Path log;
    private final SimulatedDisk disk;
    private final Random random;
    final TestClock clock = TestClock.atNoon();
    final Durability durability;
    SimulatedProcess process;
    InlineTail tail;

    /** A flush has failed: this process must not acknowledge any more. */
    boolean broken;

    Machine(Path log, SimulatedDisk disk, Durability durability, Random random) throws IOException {
        this.log = log;
        this.disk = disk;
        this.durability = durability;
        this.random = random;
        open();
    }

    void open() throws IOException {
        process = new SimulatedProcess(disk, new Random(random.nextLong()));
        TailOptions.Salts salts = () -> new Salt(random.nextLong(), random.nextLong());
        TailOptions options =
                new TailOptions(
                        durability,
                        clock,
                        salts,
                        Duration.ofSeconds(5),
                        GENERATION_BYTES,
                        0,
                        Snapshots.NONE,
                        null,
                        "machine");
        tail = new InlineTail(log, process, options);
        broken = false;
    }

    /** As when the process ends in an instant: what it had not written is not written. */
    void die() {
        process.die();
        try {
            tail.close();
        } catch (SimulatedProcess.Dead e) {
            // it had something left to flush
        }
    }
}
