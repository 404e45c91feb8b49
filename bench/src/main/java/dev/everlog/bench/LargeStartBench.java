package dev.everlog.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a client waits for when it starts a server on a large memory, with snapshots and without: the handshake, the
 * first answer from the log and the first from the index of words; and what all of it costs in memory when each text
 * has its vector and nothing is left to do. Without {@code --vectors random} these are left out: the model makes them in the
 * background, and nothing waits for it.
 */
final class LargeStartBench {
    private static final int RUNS = 3;
    private static final List<String> KINDS = List.of("tail", "views", "texts");

    /** Reading a log of ten million events, on a slow machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private LargeStartBench() {}

    /** Less than this share of a core: nothing is made in the background any more. */
    private static final double IDLE = .05;

    private static final Duration LOOK = Duration.ofSeconds(2);

    /** One start; seconds since the process was started. */
    private record Start(
            double handshake,
            double ready,
            double recalled,
            double rssMegabytes,
            Settled settled) {}

    /** When everything is indexed. */
    private record Settled(double seconds, double rssMegabytes, double liveMegabytes) {
        static final Settled NOT_ASKED = new Settled(Double.NaN, Double.NaN, Double.NaN);
    }

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        int events = options.count("events", LargeMemory.EVENTS);
        Path data = LargeMemory.directory(product, events);
        LargeMemory.fill(data, events, out);
        boolean vectors = options.text("vectors", "").equals("random");
        if (vectors) {
            LargeVectors.fill(data, out);
        }
        product.warm();
        String heap = options.text("heap", "");
        Machine.print(product, out);
        out.printf("# heap     %s%n", heap.isEmpty() ? "a quarter of the memory" : "-Xmx" + heap);
        out.printf("# memory   %s%n%n", LargeMemory.described(events));
        List<Start> with = new ArrayList<>();
        List<Start> without = new ArrayList<>();
        for (int i = 0; i < options.count("runs", RUNS); i++) {
            Product.delete(data.resolve("default/snapshots"));
            without.add(start(server(product, data, heap), data, true, vectors));
            with.add(start(server(product, data, heap), data, false, vectors));
        }
        print(with, without, vectors, out);
        return 0;
    }

    /** @param heap as {@code -Xmx} takes it, empty for what Java chooses */
    private static ProcessBuilder server(Product product, Path data, String heap) {
        ProcessBuilder command = product.server(data);
        if (!heap.isEmpty()) {
            command.environment().put("EVERLOG_JAVA_OPTS", "-Xmx" + heap);
        }
        return command;
    }

    private static Start start(
            ProcessBuilder command, Path data, boolean awaitSnapshots, boolean settle)
            throws IOException, InterruptedException {
        long from = System.nanoTime();
        try (var server = McpProcess.start(command)) {
            server.shakeHands();
            double handshake = seconds(from);
            answer(server, "query_events", Map.of("limit", 1));
            double ready = seconds(from);
            answer(
                    server,
                    "memory_recall",
                    Map.of(
                            "query",
                            "7919",
                            "limit",
                            1,
                            "weights",
                            Mode.WORDS.arguments().get("weights")));
            double recalled = seconds(from);
            double rss = ProcessFigures.of(server.pid()).rssMegabytes();
            if (awaitSnapshots) {
                awaitSnapshots(data.resolve("default/snapshots"));
            }
            var settled = settle ? settled(server, from) : Settled.NOT_ASKED;
            return new Start(handshake, ready, recalled, rss, settled);
        }
    }

    private static Settled settled(McpProcess server, long from)
            throws IOException, InterruptedException {
        var figures = ProcessFigures.of(server.pid());
        double seconds;
        double before;
        do {
            before = figures.cpuSeconds();
            seconds = seconds(from);
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } while (figures.cpuSeconds() - before > IDLE * LOOK.toSeconds());
        answer(server, "memory_recall", Map.of("query", "7919", "limit", 1));
        return new Settled(seconds, figures.rssMegabytes(), figures.liveMegabytes());
    }

    /** A server that is still folding says so, and is asked again. */
    private static void answer(McpProcess server, String tool, Map<String, ?> arguments)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                server.call(tool, arguments);
                return;
            } catch (NotMeasuredException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void awaitSnapshots(Path snapshots) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!hasAll(snapshots)) {
            if (System.nanoTime() > deadline) {
                throw new NotMeasuredException("no snapshots were written to " + snapshots);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static boolean hasAll(Path snapshots) throws IOException {
        if (!Files.isDirectory(snapshots)) {
            return false;
        }
        try (Stream<Path> files = Files.list(snapshots)) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            return KINDS.stream()
                    .allMatch(kind ->
                            names.stream()
                                    .anyMatch(name -> name.matches(kind + "-\\d+\\.snapshot")));
        }
    }

    private static double seconds(long from) {
        return (System.nanoTime() - from) / 1e9;
    }

    private static void print(
            List<Start> with, List<Start> without, boolean settled, PrintStream out) {
        var table =
                new Table(
                        "min / median / max of " + with.size(),
                        "from snapshots",
                        "without snapshots");
        add(table, "handshake, s", "%.2f", with, without, Start::handshake);
        add(table, "an event is read, s", "%.2f", with, without, Start::ready);
        add(table, "a memory is recalled by words, s", "%.2f", with, without, Start::recalled);
        add(table, "RSS MB then", "%.0f", with, without, Start::rssMegabytes);
        if (settled) {
            add(
                    table,
                    "nothing is left to index, s",
                    "%.1f",
                    with,
                    without,
                    s -> s.settled.seconds);
            add(table, "RSS MB then", "%.0f", with, without, s -> s.settled.rssMegabytes);
            add(table, "live objects MB then", "%.0f", with, without, s -> s.settled.liveMegabytes);
        }
        table.print(out);
    }

    private static void add(
            Table table,
            String name,
            String format,
            List<Start> with,
            List<Start> without,
            ToDoubleFunction<Start> figure) {
        table.add(
                name,
                Percentiles.of(with.stream().mapToDouble(figure).toArray()).range(format),
                Percentiles.of(without.stream().mapToDouble(figure).toArray()).range(format));
    }
}
