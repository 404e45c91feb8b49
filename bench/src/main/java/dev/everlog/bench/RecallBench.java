package dev.everlog.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * How good recall is: conversations are remembered through MCP, one project each, and every question is asked. No model
 * judges, nothing is drawn by lot: the same product and data give the same table, save for the latencies.
 */
final class RecallBench {
    private static final String LOCOMO = "locomo";

    private RecallBench() {}

    static int run(Options options, PrintStream out) throws IOException, InterruptedException {
        var product = Product.here();
        Path data = options.path("data", product.root().resolve("../shared/data"));
        String name = options.text("set", LOCOMO);
        var set = QuestionSet.read(data, name);
        Machine.print(product, out);
        set.print(out);
        out.println("# seed     none: nothing here is random; latencies vary, scores do not");
        var report = measure(product, set, out);
        report.print(out);
        if (options.path("out").isPresent()) {
            write(report, options.path("out").get());
        }
        boolean developedOn = name.equals(LOCOMO);
        return !developedOn || RecallFloor.check(report, out) ? 0 : 1;
    }

    private static RecallReport measure(Product product, QuestionSet set, PrintStream out)
            throws IOException, InterruptedException {
        Path directory = product.emptyDirectory("recall");
        try (var server = McpProcess.connect(product.server(directory))) {
            var talk = new Conversations(server);
            long from = System.nanoTime();
            talk.feed(set.documents());
            long fed = System.nanoTime();
            String model = talk.awaitEmbedded(out);
            out.printf(
                    Locale.ROOT,
                    "# fed      in %.1f s, embedded with %s %.1f s later%n%n",
                    (fed - from) / 1e9,
                    model,
                    (System.nanoTime() - fed) / 1e9);
            var questions = set.scored();
            talk.warmUp(set.documents());
            Map<Mode, List<Answered>> answers = new EnumMap<>(Mode.class);
            for (Mode mode : Mode.values()) {
                answers.put(mode, talk.ask(questions, mode));
            }
            return new RecallReport(answers);
        }
    }

    /** A JSON line for each question and mode, to compare two versions question by question. */
    private static void write(RecallReport report, Path file) throws IOException {
        var lines =
                report.answers().values().stream()
                        .flatMap(List::stream)
                        .map(RecallBench::line)
                        .toList();
        Files.write(file, lines);
    }

    private static String line(Answered answered) {
        var line = new LinkedHashMap<String, Object>();
        line.put("mode", answered.mode().toString());
        line.put("scope", answered.question().scope());
        line.put("id", answered.question().id());
        line.put("category", answered.question().category());
        line.put("gold", answered.question().gold().stream().sorted().toList());
        line.put("ids", answered.ids());
        line.put("millis", answered.millis());
        line.put("scores", answered.scores());
        return JsonMapper.shared().writeValueAsString(line);
    }
}
