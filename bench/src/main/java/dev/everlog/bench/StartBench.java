package dev.everlog.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What a client waits for and pays when it starts a server: from the start of the process (launcher included) to the
 * answer of {@code tools/list}, on an empty memory; and the memory of the idle process a little later. Everlog and the
 * official memory server take turns, so that both meet the same machine.
 */
final class StartBench {
    private static final int RUNS = 10;

    /** Until what was started in the background has come to rest. */
    private static final long IDLE_SECONDS = 2;

    private final List<Start> starts = new ArrayList<>();
    private final List<Start> references = new ArrayList<>();

    private StartBench() {}

    /** One start of one server. */
    private record Start(double wallMillis, double cpuSeconds, double rss, double pss) {}

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        var reference = ReferenceServer.install(product);
        product.warm();
        Machine.print(product, out);
        out.printf("# cache    %s%n", product.hasStartCache() ? "ready" : "none: starts cost more");
        out.printf("# other    %s%n%n", reference.version());
        var bench = new StartBench();
        for (int i = 0; i < options.count("runs", RUNS); i++) {
            bench.starts.add(start(product.server(product.emptyDirectory("start"))));
            var file = product.emptyDirectory("start-reference").resolve("memory.jsonl");
            bench.references.add(start(reference.server(file)));
        }
        bench.print(out);
        return 0;
    }

    private static Start start(ProcessBuilder command) throws IOException, InterruptedException {
        long from = System.nanoTime();
        try (var server = McpProcess.start(command)) {
            server.shakeHands();
            McpProcess.join(server.request("tools/list", Map.of()));
            double wallMillis = (System.nanoTime() - from) / 1e6;
            var figures = ProcessFigures.of(server.pid());
            double cpuSeconds = figures.cpuSeconds();
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return new Start(
                    wallMillis, cpuSeconds, figures.rssMegabytes(), figures.pssMegabytes());
        }
    }

    private void print(PrintStream out) {
        var table =
                new Table(
                        "min / median / max of " + starts.size(),
                        "Everlog",
                        "server-memory",
                        "ratio of medians");
        add(table, "wall ms to tools/list", "%.0f", Start::wallMillis);
        add(table, "CPU s to tools/list", "%.2f", Start::cpuSeconds);
        add(table, "RSS MB, idle", "%.0f", Start::rss);
        add(table, "PSS MB, idle", "%.0f", Start::pss);
        table.print(out);
    }

    private void add(Table table, String name, String format, ToDoubleFunction<Start> figure) {
        var ours = Percentiles.of(starts.stream().mapToDouble(figure).toArray());
        var theirs = Percentiles.of(references.stream().mapToDouble(figure).toArray());
        table.add(
                name,
                ours.range(format),
                theirs.range(format),
                String.format(Locale.ROOT, "%.2f", ours.median() / theirs.median()));
    }
}
