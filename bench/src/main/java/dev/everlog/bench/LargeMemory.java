package dev.everlog.bench;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.AppendResult;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.TailOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What agents may have written in some years: events of 300 bytes, every tenth of them a memory about somebody, the
 * others of 10,000 orders; one batch each, as they come from tools. The same for the same seed, but for ids and times.
 */
final class LargeMemory {
    private static final long SEED = 42;
    static final int EVENTS = 1_000_000;
    private static final int DATA_BYTES = 300;

    /** One event of so many is a memory. */
    private static final int MEMORY_EVERY = 10;

    private static final int ORDERS = 10_000;

    /** Of the nodes {@code person/p0} and so on. */
    static final int PEOPLE = 2_000;

    private static final int VOCABULARY = 20_000;
    private static final int WRITERS = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Ids IDS = Ids.uuidV7();
    private static final Origin ORIGIN = Origin.of("default", "bench");

    private LargeMemory() {}

    /** Where it is kept for the next run. */
    static Path directory(Product product, int events) {
        return product.root().resolve("bench/target/large-" + events);
    }

    static String described(int events) {
        return String.format(
                Locale.ROOT, "%,d events of 300 bytes, a tenth of them memories", events);
    }

    /** Appends until the memory in the directory holds so many events, sealed but for the newest; what is there stays. */
    static void fill(Path data, int events, PrintStream out)
            throws IOException, InterruptedException {
        fill(data, events, TailOptions.of(Durability.PROCESS), out);
    }

    /** As {@link #fill(Path, int, PrintStream)}, with a log of one's own. */
    static void fill(Path data, int events, TailOptions options, PrintStream out)
            throws IOException, InterruptedException {
        Path directory = data.resolve("default/log");
        try (var log = new EventLog(FileTail.open(directory, options))) {
            out.printf("# fill     %s holds %s of %,d%n", data, log.end(), events);
            fill(log, events);
            awaitSealed(directory);
        }
    }

    /** The first position that is hot when all finished generations are sealed; a file is named by its first position. */
    static long awaitSealed(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try (Stream<Path> files = Files.list(log.resolve("generations"))) {
                List<Path> hot = files.toList();
                if (hot.size() == 1) {
                    String name = hot.getFirst().getFileName().toString();
                    return Long.parseLong(name.substring(0, name.indexOf('.')));
                }
            }
            Thread.sleep(100);
        }
        throw new NotMeasuredException("the generations were not sealed in " + PATIENCE);
    }

    private static void fill(EventLog log, int events) throws InterruptedException {
        var next = new AtomicInteger(Math.toIntExact(log.end().value()));
        var writers =
                IntStream.range(0, WRITERS)
                        .mapToObj(
                                writer -> Thread.ofVirtual().start(() -> write(log, next, events)))
                        .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        if (log.end().value() < events) {
            throw new NotMeasuredException("the log ends at " + log.end() + ": " + log.status());
        }
    }

    private static void write(EventLog log, AtomicInteger next, int events) {
        for (int i = next.getAndIncrement(); i < events; i = next.getAndIncrement()) {
            AppendResult result = log.append(List.of(event(i)), AppendCondition.always());
            if (!(result instanceof AppendResult.Appended)) {
                throw new NotMeasuredException("the log did not append: " + result);
            }
        }
    }

    private static Event event(int number) {
        var random = new Random(SEED + number);
        return number % MEMORY_EVERY == 0
                ? event("memory/" + IDS.next(), "memory.remembered", memory(random))
                : event("order/" + random.nextInt(ORDERS), "order.changed", order(random));
    }

    private static Event event(String subject, String type, String data) {
        return new Event(IDS.next(), subject, type, Instant.now(), data, ORIGIN, null);
    }

    private static String memory(Random random) {
        String person = "p" + random.nextInt(PEOPLE);
        return padded(
                "{\"kind\":\"NOTE\",\"about\":[{\"node\":\"person/%s\",\"given\":\"%s\"}],\"text\":\""
                        .formatted(person, person),
                random);
    }

    private static String order(Random random) {
        return padded(
                String.format(Locale.ROOT, "{\"total\":%d,\"note\":\"", random.nextInt(100_000)),
                random);
    }

    /** Words of which a few are frequent and most are rare, as in any language. */
    private static String padded(String head, Random random) {
        var data = new StringBuilder(head);
        while (data.length() < DATA_BYTES - 12) {
            int rank = (int) Math.exp(random.nextDouble() * Math.log(VOCABULARY));
            data.append(Integer.toString(rank * 7919, Character.MAX_RADIX)).append(' ');
        }
        return data.append("\"}").toString();
    }
}
