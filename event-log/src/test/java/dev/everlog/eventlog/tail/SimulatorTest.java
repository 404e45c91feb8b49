package dev.everlog.eventlog.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** T1 of the promises. {@code -Deverlog.seed=N} repeats one seed, {@code -Deverlog.seeds=N} tries so many. */
@Tag("faults")
class SimulatorTest {
    private static final Long REPEATED = Long.getLong("everlog.seed");
    private static final long FIRST = REPEATED == null ? 1 : REPEATED;
    private static final long USUAL = Boolean.getBoolean("everlog.long") ? 100_000 : 10_000;
    private static final long SEEDS = Long.getLong("everlog.seeds", REPEATED == null ? USUAL : 1);

    private final Map<String, Integer> counts = new TreeMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void whatever_goes_wrong_the_log_is_what_was_acknowledged() {
        long began = System.nanoTime();
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            LongStream.range(FIRST, FIRST + SEEDS)
                    .forEach(seed -> workers.execute(() -> run(seed)));
        }
        System.err.printf(
                "T1 seeds %d to %d in %d s: %s%n",
                FIRST, FIRST + SEEDS - 1, (System.nanoTime() - began) / 1_000_000_000, counts);
        failures.stream().limit(10).forEach(System.err::println);
        FaultRounds.report("T1", FIRST, SEEDS - failures.size(), failures.size(), 0);
        assertThat(failures).isEmpty();
    }

    private void run(long seed) {
        List<String> history = List.of();
        try (FastDirectory directory = new FastDirectory()) {
            Simulation simulation = new Simulation(directory.path().resolve("log"), seed);
            history = simulation.history();
            Map<String, Integer> done = simulation.run();
            synchronized (counts) {
                done.forEach((what, often) -> counts.merge(what, often, Integer::sum));
            }
        } catch (IOException | RuntimeException | Error e) {
            failures.add(
                    "seed %d: %s%n  repeat with -Deverlog.seed=%d; it did %s"
                            .formatted(seed, e, seed, history));
        }
    }
}
