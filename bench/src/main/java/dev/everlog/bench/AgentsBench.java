package dev.everlog.bench;

import dev.everlog.bench.Visibility.Sight;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Agents that share one memory: two processes that write at the same time, one client that does not wait, and how soon
 * one process recalls what the other wrote. The official memory server does the same writes beside it.
 */
final class AgentsBench {
    private static final int WRITES = 200;

    /** Words that one process remembers and the other recalls. */
    private static final int SEEN = 100;

    private final Product product;
    private final ReferenceServer reference;
    private final int writes;

    private AgentsBench(Product product, ReferenceServer reference, int writes) {
        this.product = product;
        this.reference = reference;
        this.writes = writes;
    }

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        var reference = ReferenceServer.install(product);
        product.warm();
        Machine.print(product, out);
        out.printf("# other    %s%n%n", reference.version());
        var bench = new AgentsBench(product, reference, options.count("writes", WRITES));
        boolean kept = bench.compare(out);
        bench.visibility(out);
        return kept ? 0 : 1;
    }

    /** Whether Everlog kept everything. */
    private boolean compare(PrintStream out) throws IOException {
        var two = new Writes(everlog("two")).twoAtOnce(writes);
        var otherTwo = new Writes(official("two")).twoAtOnce(writes);
        var one = new Writes(everlog("one")).pipelined(writes);
        var otherOne = new Writes(official("one")).pipelined(writes);
        var table = new Table("kept of acknowledged of sent", "Everlog", "server-memory");
        table.add("two processes at once", two.toString(), otherTwo.toString());
        table.add("one client, not waiting", one.toString(), otherOne.toString());
        table.print(out);
        out.println();
        return two.isComplete() && one.isComplete();
    }

    private EverlogMemory everlog(String name) throws IOException {
        return new EverlogMemory(product, product.emptyDirectory("agents/everlog-" + name));
    }

    private ReferenceMemory official(String name) throws IOException {
        Path directory = product.emptyDirectory("agents/official-" + name);
        return new ReferenceMemory(reference, directory.resolve("memory.jsonl"));
    }

    private void visibility(PrintStream out) throws IOException {
        Path data = product.emptyDirectory("agents/visibility");
        try (var ada = McpProcess.connect(product.server(data));
                var bob = McpProcess.connect(product.server(data))) {
            var talk = new Visibility(ada, bob);
            talk.warmUp();
            var table = new Table("ms, " + SEEN + " times", "p50", "p95", "max");
            for (Sight sight : Sight.values()) {
                add(table, "acknowledged, to " + sight + " by the other process", see(talk, sight));
                add(table, sight + " when it has long been known", know(talk, sight));
            }
            table.print(out);
        }
    }

    /** Milliseconds until one process knows what the other wrote, in both directions. */
    private static Percentiles see(Visibility talk, Sight sight) {
        return Percentiles.of(
                IntStream.range(0, SEEN)
                        .mapToDouble(i ->
                                (i % 2 == 0 ? talk : talk.swap())
                                        .delayMillis(sight, sight + "zebra" + i))
                        .toArray());
    }

    private static Percentiles know(Visibility talk, Sight sight) {
        return Percentiles.of(
                IntStream.range(0, SEEN)
                        .mapToDouble(i -> talk.knownMillis(sight, sight + "zebra" + i))
                        .toArray());
    }

    private static void add(Table table, String name, Percentiles millis) {
        table.add(
                name,
                String.format(Locale.ROOT, "%.1f", millis.median()),
                String.format(Locale.ROOT, "%.1f", millis.at(0.95)),
                String.format(Locale.ROOT, "%.1f", millis.max()));
    }
}
