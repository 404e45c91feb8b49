package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.FaultRounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * I1: the same idempotency key again gives the first result, in every process and through kills. Each of 10,000 appends
 * is sent two to four times through three servers in random order while servers are killed.
 */
@Tag("faults")
class IdempotencyIT {
    private static final int APPENDS = FaultRounds.count(10_000, 100_000);
    private static final int SERVERS = 3;
    private static final int WINDOW = 32;
    private static final int KILLS = 12;
    private static final int MAX_PAUSE_MILLIS = 1_000;

    @TempDir Path directory;

    private final Random random = new Random(FaultRounds.SEED);
    private final Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Set<Long>> positions = new ConcurrentHashMap<>();
    private final StdioClient[] servers = new StdioClient[SERVERS];

    @Test
    void ten_thousand_appends_sent_again_and_again_are_ten_thousand_events() throws Exception {
        Product.warm(directory);
        attempts.addAll(shuffledAttempts());
        int sent = attempts.size();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            int slot = i;
            servers[slot] = connect();
            workers.add(Thread.ofPlatform().start(() -> work(slot)));
        }
        int kills = killWhile(workers);
        for (int i = 0; i < SERVERS; i++) {
            workers.get(i).join();
            servers[i].close();
        }
        Set<Long> kept = new HashSet<>();
        LogReading.forEach(directory.resolve("data"), event -> kept.add(event.position().value()));
        System.out.printf(
                "I1: %d appends in %d calls, %d kills, %d events kept%n",
                APPENDS, sent, kills, kept.size());
        assertThat(positions).hasSize(APPENDS);
        assertThat(positions.values()).allMatch(answers -> answers.size() == 1);
        assertThat(kept).hasSize(APPENDS);
        FaultRounds.report("I1", APPENDS, 0, 0);
    }

    private List<Integer> shuffledAttempts() {
        List<Integer> all = new ArrayList<>();
        for (int append = 0; append < APPENDS; append++) {
            all.addAll(Collections.nCopies(1 + random.nextInt(1, 4), append));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private void work(int slot) {
        var free = new Semaphore(WINDOW);
        try {
            for (Integer append = next(free); append != null; append = next(free)) {
                send(servers[slot], append, free);
                if (!servers[slot].process().isAlive()) {
                    servers[slot] = connect();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next attempt, once there is room in the window; null when none is left and none can come back. */
    private Integer next(Semaphore free) throws InterruptedException {
        free.acquire();
        Integer append = attempts.poll();
        if (append == null) {
            free.acquire(WINDOW - 1);
            free.release(WINDOW - 1);
            append = attempts.poll();
        }
        return append;
    }

    /** An attempt that gets no answer because its server was killed is made again. */
    private void send(StdioClient server, int append, Semaphore free) {
        var _ =
                server.callLater(
                                "ingest_event",
                                Map.of(
                                        "type",
                                        "append.retried",
                                        "subject",
                                        "append/" + append,
                                        "data",
                                        Map.of("append", append),
                                        "idempotency_key",
                                        "key-" + append))
                        .whenComplete((text, failure) -> {
                            if (failure == null) {
                                positions
                                        .computeIfAbsent(append, _ -> ConcurrentHashMap.newKeySet())
                                        .add(Acknowledgement.of(text).position());
                            } else {
                                attempts.add(append);
                            }
                            free.release();
                        });
    }

    private int killWhile(List<Thread> workers) throws InterruptedException {
        int kills = 0;
        while (kills < KILLS && workers.stream().allMatch(Thread::isAlive)) {
            Thread.sleep(random.nextInt(MAX_PAUSE_MILLIS));
            servers[random.nextInt(SERVERS)].kill();
            kills++;
        }
        return kills;
    }

    private StdioClient connect() throws IOException {
        return StdioClient.connect(directory, "--data", directory.resolve("data").toString());
    }
}
