package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** K2 of the promises for backup and restore: real processes, killed at random moments while a server writes. */
@Tag("faults")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledBackupIT {
    private static final int KILLS = FaultRounds.count(4, 50);

    /** So that copying them takes longer than a moment. */
    private static final int EVENTS = 8_000;

    private static final int BATCH = 1_000;

    /** How much of a whole run a process may have before it is killed. */
    private static final double REACH = 1.1;

    @TempDir Path directory;

    private Path data;
    private Path backups;
    private int killedInside;

    @BeforeEach
    void warm() throws IOException, InterruptedException {
        Product.warm(directory);
        data = directory.resolve("data");
        backups = directory.resolve("backups");
    }

    @Test
    void whoever_backs_up_or_restores_may_be_killed_and_the_next_one_does_it() throws Exception {
        try (var agent = StdioClient.connect(directory, "--data", data.toString())) {
            ingest(agent, EVENTS);
            long whole = -System.nanoTime();
            backUp();
            long backingUp = whole + System.nanoTime();
            whole = -System.nanoTime();
            restore(directory.resolve("first"));
            long restoring = whole + System.nanoTime();
            FaultRounds.run(
                    "K2 backup and restore",
                    KILLS,
                    (round, random) -> {
                        ingest(agent, BATCH);
                        killAfter(random, backingUp, backup());
                        String through = backUp();
                        Path restored = directory.resolve("restored" + round);
                        killAfter(random, restoring, restore(restored.toString()));
                        if (Files.exists(restored.resolve("default"))) { // it was quicker
                            assertThat(verified(restored)).isEqualTo(through);
                        } else {
                            assertThat(restore(restored)).isEqualTo(through);
                        }
                    });
        }
        System.out.printf("K2: %d of %d kills inside%n", killedInside, 2 * KILLS);
    }

    private static void ingest(StdioClient agent, int count) {
        for (int from = 0; from < count; from += BATCH) {
            List<Map<String, Object>> events =
                    IntStream.range(0, BATCH)
                            .mapToObj(i ->
                                    Map.<String, Object>of(
                                            "type",
                                            "thing.seen",
                                            "subject",
                                            "thing/" + i,
                                            "data",
                                            Map.of("saw", "bird ".repeat(100) + i)))
                            .toList();
            agent.call("ingest_event", Map.of("events", events));
        }
    }

    private String[] backup() {
        return new String[] {"backup", "--data", data.toString(), "--to", backups.toString()};
    }

    private String[] restore(String to) {
        return new String[] {"restore", "--from", backups.toString(), "--data", to};
    }

    private void killAfter(Random random, long wholeNanos, String... command) throws Exception {
        Path stderr = Files.createTempFile(directory, "killed", ".txt");
        Process process = Product.process(stderr, command).start();
        TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * REACH * wholeNanos));
        killedInside += process.isAlive() ? 1 : 0;
        process.destroyForcibly().waitFor();
    }

    /** The position through which it is. */
    private String backUp() throws IOException, InterruptedException {
        return through(Product.run(directory, backup()));
    }

    private String restore(Path to) throws IOException, InterruptedException {
        String through = through(Product.run(directory, restore(to.toString())));
        assertThat(verified(to)).isEqualTo(through);
        return through;
    }

    private String verified(Path memory) throws IOException, InterruptedException {
        return through(Product.run(directory, "verify", "--data", memory.toString()));
    }

    private static String through(Product.Finished finished) {
        assertThat(finished.exitCode()).as(finished.stderr()).isZero();
        return finished.stdout().replaceAll("(?s).*?through (e\\d+).*", "$1");
    }
}
