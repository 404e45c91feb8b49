package dev.everlog.bench;

import dev.everlog.bench.ToolCalls.Aim;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What each reading tool costs over stdio on a large memory, now and as of before, and beside it what the official memory
 * server's verbs cost on the same memories.
 */
final class ToolsBench {
    private static final List<Integer> MEMORIES = List.of(10_000, 100_000);

    /** Of a large memory, a tenth of whose events are memories. */
    private static final int EVENTS_A_MEMORY = 10;

    private static final Set<String> EVENT_SEARCHES =
            Set.of("semantic_search_events", "hybrid_search");

    private static final long SEED = 7919;
    private static final int CALLS = 300;

    /** Reading a million events, and linking a hundred thousand vectors. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    /** What a read as of before may cost, in reads of now. */
    private static final double MOST_OF_NOW = 1.5;

    private final Product product;
    private final ReferenceServer reference;
    private final PrintStream out;
    private final int rounds;
    private final List<String> missed = new ArrayList<>();

    private ToolsBench(Product product, ReferenceServer reference, int rounds, PrintStream out) {
        this.product = product;
        this.reference = reference;
        this.rounds = rounds;
        this.out = out;
    }

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        var reference = ReferenceServer.install(product);
        product.warm();
        Machine.print(product, out);
        out.printf("# other    %s%n", reference.version());
        out.printf("# seed     %d%n", SEED);
        var bench = new ToolsBench(product, reference, options.count("calls", CALLS), out);
        for (int memories :
                options.has("memories")
                        ? List.of(options.count("memories", MEMORIES.getFirst()))
                        : MEMORIES) {
            bench.measure(memories);
        }
        out.printf("%n# missed   %s%n", bench.missed.isEmpty() ? "nothing" : bench.missed);
        return bench.missed.isEmpty() ? 0 : 1;
    }

    private void measure(int memories) throws IOException, InterruptedException {
        int events = memories * EVENTS_A_MEMORY + ToolsMemory.EVENTS;
        Path data = product.root().resolve("bench/target/tools-" + events);
        new ToolsMemory(product, data).begin();
        LargeMemory.fill(data, events, out);
        LargeVectors.fill(data, out);
        Path file = product.emptyDirectory("tools-reference").resolve("memory.jsonl");
        ReferenceFile.write(data, file);
        out.printf(
                "%n%,d memories: %s, after %s%n%n",
                memories,
                LargeMemory.described(events - ToolsMemory.EVENTS),
                ToolsMemory.DESCRIBED);
        ToolCalls calls;
        try (var server = McpProcess.connect(product.server(data))) {
            settle(server);
            calls = ToolCalls.of(server);
            print(server, calls, memories);
        }
        try (var server = McpProcess.connect(reference.server(file))) {
            print(server, calls);
        }
    }

    /** Waits until everything is read, indexed and linked. */
    private static void settle(McpProcess server) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var figures = ProcessFigures.of(server.pid());
        while (!isIndexed(server) || isBusy(figures)) {
            if (System.nanoTime() > deadline) {
                throw new NotMeasuredException("not indexed in " + PATIENCE);
            }
        }
    }

    private static boolean isIndexed(McpProcess server) throws InterruptedException {
        try {
            server.call("memory_recall", Map.of("query", "7919", "limit", 1));
            JsonNode stats = server.json("memory_stats", Map.of("format", "json"));
            return stats.get("embedded").asInt() == stats.get("texts").asInt();
        } catch (NotMeasuredException e) {
            TimeUnit.SECONDS.sleep(1); // still reading the log, and it says so
            return false;
        }
    }

    private static boolean isBusy(ProcessFigures figures) throws InterruptedException, IOException {
        double before = figures.cpuSeconds();
        TimeUnit.SECONDS.sleep(2);
        return figures.cpuSeconds() - before > .1;
    }

    private void print(McpProcess server, ToolCalls calls, int memories) throws IOException {
        var table =
                new Table(
                        "ms, " + memories + " memories",
                        "calls",
                        "p50",
                        "p99",
                        "CPU",
                        "aim p50",
                        "as of / now");
        Map<String, ToolCalls.Call> all = calls.all();
        for (String tool : readers(server)) {
            var call = all.get(tool);
            if (call == null) {
                throw new NotMeasuredException(
                        "no call of " + tool + " is known: add one to ToolCalls");
            }
            var random = new Random(SEED);
            Supplier<Map<String, ?>> now = () -> call.arguments().apply(random);
            Supplier<Map<String, ?>> past = () -> calls.past(call.arguments().apply(random));
            var times = CallTimes.of(server, tool, now, rounds);
            double ratio = CallTimes.ratio(server, tool, past, now, rounds);
            judge(tool, memories, call.aim(), times.median(), ratio);
            var cells = new ArrayList<>(List.of("`" + tool + "`"));
            cells.addAll(times.cells());
            cells.add(call.aim() == Aim.NONE ? "" : Double.toString(call.aim().millis));
            cells.add(String.format(Locale.ROOT, "%.2f", ratio));
            table.add(cells.toArray(String[]::new));
            System.err.println(cells); // who waits for the table sees how far it is
        }
        table.print(out);
    }

    private void judge(String tool, int memories, Aim aim, double median, double ratio) {
        if (median > aim.millis) {
            missed.add("%s at %,d".formatted(tool, memories));
        }
        if (ratio > MOST_OF_NOW) {
            missed.add("%s as of before at %,d".formatted(tool, memories));
        }
    }

    /** Those that search events come last: from then on the server embeds the texts of all of them in the background. */
    private static List<String> readers(McpProcess server) {
        return McpProcess.join(server.request("tools/list", Map.of()))
                .get("tools")
                .valueStream()
                .filter(tool -> tool.at("/annotations/readOnlyHint").asBoolean())
                .map(tool -> tool.get("name").asString())
                .sorted(Comparator.comparing(EVENT_SEARCHES::contains))
                .toList();
    }

    private void print(McpProcess server, ToolCalls calls) throws IOException {
        var table = new Table("ms, server-memory", "calls", "p50", "p99", "CPU");
        var random = new Random(SEED);
        Supplier<Map<String, ?>> search =
                () -> Map.of("query", calls.words(random).split(" ", -1)[0]);
        Supplier<Map<String, ?>> open = () -> Map.of("names", List.of(calls.memory(random)));
        add(table, "search_nodes", CallTimes.of(server, "search_nodes", search, rounds));
        add(table, "open_nodes", CallTimes.of(server, "open_nodes", open, rounds));
        add(table, "read_graph", CallTimes.of(server, "read_graph", Map::of, rounds));
        out.println();
        table.print(out);
    }

    private static void add(Table table, String verb, CallTimes times) {
        var cells = new ArrayList<>(List.of("`" + verb + "`"));
        cells.addAll(times.cells());
        table.add(cells.toArray(String[]::new));
    }
}
