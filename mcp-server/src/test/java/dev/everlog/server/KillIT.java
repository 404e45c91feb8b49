package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.StoredEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * K1: nothing that was acknowledged is lost when servers are killed. Three servers write into one directory at full
 * speed, a random one is killed every 20 to 500 ms.
 */
@Tag("faults")
class KillIT {
    private static final int KILLS = FaultRounds.count(60, 1_000);
    private static final long SEED = FaultRounds.SEED;
    private static final int WRITERS = 3;
    private static final int MIN_PAUSE_MILLIS = 20;
    private static final int MAX_PAUSE_MILLIS = 500;
    private static final Duration MAX_STALL = Duration.ofSeconds(2);

    @TempDir Path directory;

    @Test
    void nothing_acknowledged_is_lost_or_doubled_by_kills() throws Exception {
        Product.warm(directory);
        List<KilledWriter> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new KilledWriter("w" + i, directory, SEED + i));
        }
        kill(writers);
        for (var writer : writers) {
            writer.close();
        }
        var kept = new Kept();
        LogReading.forEach(directory.resolve("data"), kept::add);
        report(writers, kept);
        assertThat(kept.wrong).isEmpty();
        writers.forEach(kept::assertHolds);
        assertThat(Product.run(directory, "verify", "--data", directory.resolve("data").toString()))
                .satisfies(
                        verified -> assertThat(verified.exitCode()).as(verified.stdout()).isZero());
        assertThat(writers)
                .allSatisfy(writer -> assertThat(writer.longestStall()).isLessThan(MAX_STALL));
    }

    private static void kill(List<KilledWriter> writers) throws InterruptedException {
        var random = new Random(SEED);
        int kills = 0;
        while (kills < KILLS) {
            Thread.sleep(random.nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS));
            kills += writers.get(random.nextInt(WRITERS)).killInsideWrite() ? 1 : 0;
        }
    }

    private static void report(List<KilledWriter> writers, Kept kept) {
        int acknowledged = writers.stream().mapToInt(writer -> writer.acknowledged().size()).sum();
        var stall =
                writers.stream()
                        .map(KilledWriter::longestStall)
                        .max(Duration::compareTo)
                        .orElseThrow();
        System.out.printf(
                "K1: %d kills inside writes, %d events acknowledged, %d kept, longest stall %d ms%n",
                KILLS, acknowledged, kept.events, stall.toMillis());
        long lost = writers.stream().mapToLong(kept::lost).sum();
        FaultRounds.report("K1", acknowledged - lost, lost + kept.wrong.size(), 0);
    }

    /** What the log holds in the end. */
    private static final class Kept {
        private final Map<String, Map<Integer, Long>> positions = new HashMap<>();
        private final List<String> wrong = new ArrayList<>();
        private long events;

        void add(StoredEvent stored) {
            events++;
            if (stored.position().value() != events) {
                wrong.add("position " + stored.position() + " follows e" + (events - 1));
            }
            if (stored.event().type().equals(Payload.TYPE)) {
                var payload = Payload.of(JsonMapper.shared().readTree(stored.event().data()));
                Long before =
                        positions
                                .computeIfAbsent(payload.writer(), _ -> new HashMap<>())
                                .put(payload.sequence(), stored.position().value());
                if (before != null) {
                    wrong.add(
                            payload.writer()
                                    + " "
                                    + payload.sequence()
                                    + " is at e"
                                    + before
                                    + " and "
                                    + stored.position());
                }
            }
        }

        long lost(KilledWriter writer) {
            Map<Integer, Long> held = positions.getOrDefault(writer.name(), Map.of());
            return writer.acknowledged().entrySet().stream()
                    .filter(one -> !one.getValue().equals(held.get(one.getKey())))
                    .count();
        }

        void assertHolds(KilledWriter writer) {
            assertThat(positions.get(writer.name())).containsAllEntriesOf(writer.acknowledged());
        }
    }
}
