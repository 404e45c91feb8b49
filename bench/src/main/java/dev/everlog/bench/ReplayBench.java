package dev.everlog.bench;

import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.eventlog.tail.TailOptions;
import dev.everlog.memory.Memory;
import dev.everlog.memory.Vantage;
import dev.everlog.memory.recall.Recall;
import dev.everlog.memory.recall.RecallRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Events per second of each part of a start without snapshots, in this process, which has the product's flags: opening
 * the log, which verifies it; folding all views; indexing all texts by their words. Beside them, in the same rounds,
 * the bytes of the log are read and checked and nothing else. The first round is what a start pays; in the later ones
 * the code is compiled.
 */
final class ReplayBench {
    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path data;
    private final ProcessFigures process = ProcessFigures.of(ProcessHandle.current().pid());
    private final List<Part> parts =
            List.of(
                    new Part("raw: read, CRC32C, SHA-256"),
                    new Part("open: verify the log"),
                    new Part("replay: fold all views"),
                    new Part("index texts by words"));

    private ReplayBench(Path data) {
        this.data = data;
    }

    /** What one part took in each round. */
    private record Part(String name, List<Double> seconds, List<Double> cpuSeconds) {
        Part(String name) {
            this(name, new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Something that may take long. */
    @FunctionalInterface
    private interface Step<R> {
        R run() throws IOException, InterruptedException;
    }

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        int events = options.count("events", LargeMemory.EVENTS);
        Path data = LargeMemory.directory(product, events);
        LargeMemory.fill(data, events, out);
        Machine.print(product, out);
        out.printf("# memory   %s%n", LargeMemory.described(events));
        var bench = new ReplayBench(data);
        int rounds = options.count("rounds", ROUNDS);
        for (int i = 0; i < rounds; i++) {
            bench.round();
        }
        bench.print(events, out);
        return 0;
    }

    private void round() throws IOException, InterruptedException {
        Path directory = data.resolve("default/log");
        measure(0, () -> RawRead.run(directory));
        var log =
                measure(
                        1,
                        () ->
                                new EventLog(
                                        FileTail.open(
                                                directory, TailOptions.of(Durability.PROCESS))));
        Position end = log.end();
        try (var memory = measure(2, () -> folded(log, end));
                var recall = measure(3, () -> indexed(memory))) {
            if (recall.coverage().indexed() == 0) {
                throw new NotMeasuredException("no text was indexed");
            }
        }
    }

    private static Memory folded(EventLog log, Position end) throws InterruptedException {
        var memory =
                new Memory(
                        new Memory.Parameters(
                                "default",
                                log,
                                Snapshots.NONE,
                                InstantSource.system(),
                                Ids.uuidV7()));
        memory.awaitAfter(new Position(end.value() - 1), PATIENCE);
        if (memory.position().compareTo(end) < 0) {
            throw new NotMeasuredException("folded to " + memory.position() + " of " + end);
        }
        return memory;
    }

    private Recall indexed(Memory memory) {
        var recall =
                Recall.open(
                        new Recall.Parameters(
                                memory, null, data.resolve("replay"), Recall.Saved.NOTHING));
        recall.recall(
                new RecallRequest(
                        "7919",
                        Set.of(),
                        List.of(),
                        null,
                        null,
                        Instant.now(),
                        0,
                        1,
                        RecallRequest.Weights.DEFAULT),
                Vantage.NOW);
        return recall;
    }

    private <R> R measure(int part, Step<R> step) throws IOException, InterruptedException {
        System.gc(); // what an earlier part left is not this one's
        double cpu = process.cpuSeconds();
        long from = System.nanoTime();
        R result = step.run();
        parts.get(part).seconds.add((System.nanoTime() - from) / 1e9);
        parts.get(part).cpuSeconds.add(process.cpuSeconds() - cpu);
        return result;
    }

    private void print(int events, PrintStream out) {
        int rounds = parts.getFirst().seconds.size();
        out.printf("# rounds   %d%n%n", rounds);
        var table =
                new Table(
                        "events/s",
                        "first round",
                        "best round",
                        "of raw",
                        "CPU µs an event, first",
                        "best");
        double raw = Percentiles.of(parts.getFirst().seconds).min();
        for (Part part : parts) {
            double best = Percentiles.of(part.seconds).min();
            table.add(
                    part.name,
                    format("%,.0f", events / part.seconds.getFirst()),
                    format("%,.0f", events / best),
                    format("%.2f", raw / best),
                    format("%.1f", part.cpuSeconds.getFirst() * 1e6 / events),
                    format("%.1f", Percentiles.of(part.cpuSeconds).min() * 1e6 / events));
        }
        table.print(out);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
