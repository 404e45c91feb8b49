package dev.everlog.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events per second into a memory and out of it: by tools of the packaged server, which appends durably, and by
 * command, from the start of the process to its end, which flushes once. What they say is counted.
 */
final class MovingBench {
    private static final int EVENTS = 100_000;
    private static final Pattern TOKEN = Pattern.compile("confirm_token=(c-[0-9a-f]+)");

    private final Product product;
    private final int events;
    private final Table table = new Table("", "seconds", "events/s", "CPU s");

    private MovingBench(Product product, int events) {
        this.product = product;
        this.events = events;
    }

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        product.warm();
        Machine.print(product, out);
        int events = options.count("events", EVENTS);
        out.printf("# events   %s of 130 bytes of JSON%n%n", format("%,.0f", events));
        var bench = new MovingBench(product, events);
        Path exported = bench.tools();
        bench.commands(exported);
        bench.table.print(out);
        return 0;
    }

    /** Something that may take long. */
    @FunctionalInterface
    private interface Step {
        String run() throws IOException, InterruptedException;
    }

    private Path tools() throws IOException, InterruptedException {
        Path data = product.emptyDirectory("moving");
        Path exchange = Files.createDirectories(data.resolve("default/exchange"));
        rows(exchange.resolve("rows.jsonl"));
        try (var server = McpProcess.connect(product.server(data))) {
            server.call("get_stats", Map.of());
            var process = ProcessFigures.of(server.pid());
            Map<String, Object> arguments = new HashMap<>();
            arguments.put("format", "jsonl");
            arguments.put("file", "rows.jsonl");
            String preview =
                    measure(
                            "import_events, dry run",
                            process,
                            () -> server.call("import_events", arguments));
            Matcher token = TOKEN.matcher(preview);
            require(token.find(), preview);
            arguments.put("confirm_token", token.group(1));
            arguments.put("dry_run", false);
            String done =
                    measure(
                            "import_events, new",
                            process,
                            () -> server.call("import_events", arguments));
            require(done.contains("new " + events), done);
            String again =
                    measure(
                            "import_events, all there",
                            process,
                            () -> server.call("import_events", arguments));
            require(again.contains("there already " + events), again);
            for (String format : List.of("jsonl", "csv", "parquet", "markdown")) {
                String written =
                        measure(
                                "export_events " + format,
                                process,
                                () ->
                                        server.call(
                                                "export_events",
                                                Map.of(
                                                        "format",
                                                        format,
                                                        "to_file",
                                                        "all." + format,
                                                        "project",
                                                        "*")));
                require(written.contains("exported " + events + " events"), written);
            }
        }
        return exchange.resolve("all.jsonl");
    }

    private void commands(Path exported) throws IOException, InterruptedException {
        Path to = product.emptyDirectory("moved");
        command("everlog import", "import", "" + exported, "--data", "" + to.resolve("m"));
        command(
                "everlog export",
                "export",
                "--data",
                "" + to.resolve("m"),
                "--to",
                "" + to.resolve("again.jsonl"));
        require(
                Files.mismatch(exported, to.resolve("again.jsonl")) == -1,
                "what was exported again is not the same");
    }

    private void command(String name, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(product.root().resolve("mcp-server/bin/everlog").toString());
        command.addAll(List.of(words));
        long from = System.nanoTime();
        Process process = product.command(command).start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new NotMeasuredException(String.join(" ", command) + " failed");
        }
        add(name, (System.nanoTime() - from) / 1e9, "");
    }

    private String measure(String name, ProcessFigures process, Step step)
            throws IOException, InterruptedException {
        double cpu = process.cpuSeconds();
        long from = System.nanoTime();
        String said = step.run();
        double seconds = (System.nanoTime() - from) / 1e9;
        add(name, seconds, format("%.2f", process.cpuSeconds() - cpu));
        return said;
    }

    private void add(String name, double seconds, String cpu) {
        table.add(name, format("%.2f", seconds), format("%,.0f", events / seconds), cpu);
    }

    private void rows(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < events; i++) {
                out.append(
                        "{\"type\":\"order.placed\",\"subject\":\"order/%d\",\"occurred_at\":\"2025-01-01T00:00:00Z\",\"data\":{\"total\":%d.50,\"note\":\"left at the door\"}}%n"
                                .formatted(i % 10_000, i));
            }
        }
    }

    private static void require(boolean holds, String said) {
        if (!holds) {
            throw new NotMeasuredException("not what was expected: " + said);
        }
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
