package dev.everlog.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One of the writers that are killed: sends events at full speed to a server of its own, notes what is acknowledged, and
 * goes on with a new server after each kill. What was in flight is left as it is: neither lost nor kept.
 */
final class KilledWriter implements AutoCloseable {
    /** Calls that wait for an answer: enough to keep the log busy. */
    private static final int WINDOW = 16;

    private static final int SMALL = 1 << 10;
    private static final int LARGE = 64 << 10;

    /** One event in so many is large. */
    private static final int LARGE_EVERY = 40;

    private final String name;
    private final Path directory;
    private final Random random;
    private final Map<Integer, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong longestStallNanos = new AtomicLong();
    private volatile StdioClient client;
    private volatile boolean stopped;
    private final Thread thread;

    KilledWriter(String name, Path directory, long seed) throws IOException {
        this.name = name;
        this.directory = directory;
        this.random = new Random(seed);
        this.client = connect();
        this.thread = Thread.ofPlatform().name(name).start(this::write);
    }

    String name() {
        return name;
    }

    /** Positions by sequence number. */
    Map<Integer, Long> acknowledged() {
        return acknowledged;
    }

    /** The longest time between two answers of one server, while more were due; its first one is its start. */
    Duration longestStall() {
        return Duration.ofNanos(longestStallNanos.get());
    }

    /** Kills the server if it is writing. @return whether it was */
    boolean killInsideWrite() throws InterruptedException {
        var victim = client;
        if (!victim.process().isAlive() || victim.inFlight() == 0) {
            return false;
        }
        victim.kill();
        return true;
    }

    /** Stops, and waits for the answers that are due. */
    @Override
    public void close() throws IOException {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private void write() {
        int sequence = 0;
        while (!stopped) {
            try {
                sequence = writeUntilKilled(sequence);
                client.assertOnlyProtocol();
                if (!stopped) {
                    client = connect();
                }
            } catch (IOException e) {
                throw new IllegalStateException(name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int writeUntilKilled(int first) throws InterruptedException {
        var mine = client;
        var free = new Semaphore(WINDOW);
        var lastAnswer = new AtomicLong();
        int sequence = first;
        while (!stopped && mine.process().isAlive()) {
            free.acquire();
            int size = random.nextInt(LARGE_EVERY) == 0 ? LARGE : SMALL;
            var _ =
                    send(mine, new Payload(name, sequence++, size), lastAnswer)
                            .whenComplete((_, _) -> free.release());
        }
        free.acquire(WINDOW);
        return sequence;
    }

    private CompletableFuture<Void> send(StdioClient to, Payload payload, AtomicLong lastAnswer) {
        return to.callLater("ingest_event", payload.arguments())
                .thenAccept(text -> {
                    acknowledged.put(payload.sequence(), Acknowledgement.of(text).position());
                    long now = System.nanoTime();
                    long before = lastAnswer.getAndSet(now);
                    if (before != 0) {
                        longestStallNanos.accumulateAndGet(now - before, Math::max);
                    }
                });
    }

    private StdioClient connect() throws IOException {
        var connected =
                StdioClient.connect(directory, "--data", directory.resolve("data").toString());
        connected.call("get_stats", Map.of());
        return connected;
    }
}
