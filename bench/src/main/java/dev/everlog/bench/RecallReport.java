package dev.everlog.bench;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The answers to all questions in all modes. Immutable. */
record RecallReport(Map<Mode, List<Answered>> answers) {
    private static final String ALL = "overall";

    RecallReport {
        answers = new EnumMap<>(answers);
    }

    /** Those of one mode, in the order of the questions. */
    List<Answered> of(Mode mode) {
        return answers.getOrDefault(mode, List.of());
    }

    /** The means over all questions. */
    Scores overall(Mode mode) {
        return mean(mode, answered -> true);
    }

    void print(PrintStream out) {
        var table =
                new Table(
                        "category", "mode", "n", "R@5", "R@10", "R@20", "hit@5", "MRR", "nDCG@10");
        addTo(table, ALL, answered -> true);
        var categories = new TreeSet<String>();
        of(Mode.HYBRID).forEach(answered -> categories.add(answered.question().category()));
        for (String category : categories) {
            addTo(table, category, answered -> answered.question().category().equals(category));
        }
        table.print(out);
        out.println();
        printLatencies(out);
    }

    private void addTo(Table table, String name, Predicate<Answered> chosen) {
        for (Mode mode : answers.keySet()) {
            Scores mean = mean(mode, chosen);
            long count = of(mode).stream().filter(chosen).count();
            table.add(
                    name,
                    mode.toString(),
                    Long.toString(count),
                    digits(mean.recallAt5()),
                    digits(mean.recallAt10()),
                    digits(mean.recallAt20()),
                    digits(mean.hitAt5()),
                    digits(mean.reciprocalRank()),
                    digits(mean.ndcgAt10()));
        }
    }

    private void printLatencies(PrintStream out) {
        var table = new Table("latency of memory_recall, ms", "p50", "p95", "mean", "max");
        answers.forEach((mode, all) -> {
            var millis = Percentiles.of(all.stream().map(Answered::millis).toList());
            table.add(
                    mode.toString(),
                    millis(millis.median()),
                    millis(millis.at(0.95)),
                    millis(millis.mean()),
                    millis(millis.max()));
        });
        table.print(out);
    }

    private Scores mean(Mode mode, Predicate<Answered> chosen) {
        return Scores.mean(of(mode).stream().filter(chosen).map(Answered::scores).toList());
    }

    private static String digits(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
