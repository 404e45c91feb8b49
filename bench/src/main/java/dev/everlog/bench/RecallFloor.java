package dev.everlog.bench;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What recall must reach on the conversations it is developed on. */
final class RecallFloor {
    /** R@10 of BM25 and this model, fused by nothing but reciprocal rank, is about this much. */
    private static final double RECALL_AT_10 = 0.63;

    /** R@10 by which the whole may be below its best part: less than its standard error. */
    private static final double TOLERANCE = 0.005;

    private RecallFloor() {}

    /** Says whether it is reached. */
    static boolean check(RecallReport report, PrintStream out) {
        double hybrid = report.overall(Mode.HYBRID).recallAt10();
        Mode best =
                Stream.of(Mode.WORDS, Mode.MEANING)
                        .max(Comparator.comparingDouble(m -> report.overall(m).recallAt10()))
                        .orElseThrow();
        double part = report.overall(best).recallAt10();
        out.printf(
                Locale.ROOT,
                "%nR@10 of hybrid - %s: %+.3f, standard error %.3f (paired by question)%n",
                best,
                hybrid - part,
                standardError(report.of(Mode.HYBRID), report.of(best)));
        boolean high = say(hybrid >= RECALL_AT_10, "R@10 " + digits(RECALL_AT_10), hybrid, out);
        String wanted = digits(part - TOLERANCE) + ", its best part less " + TOLERANCE;
        return say(hybrid >= part - TOLERANCE, "R@10 " + wanted, hybrid, out) && high;
    }

    private static boolean say(boolean reached, String floor, double found, PrintStream out) {
        out.printf(
                "%s: %s is wanted, %s found%n",
                reached ? "floor reached" : "BELOW THE FLOOR", floor, digits(found));
        return reached;
    }

    /** Of the mean difference of R@10 between two modes. */
    private static double standardError(List<Answered> one, List<Answered> other) {
        var differences =
                IntStream.range(0, one.size())
                        .mapToDouble(i -> recallAt10(one, i) - recallAt10(other, i))
                        .summaryStatistics();
        double squares =
                IntStream.range(0, one.size())
                        .mapToDouble(i -> recallAt10(one, i) - recallAt10(other, i))
                        .map(difference -> Math.pow(difference - differences.getAverage(), 2))
                        .sum();
        return Math.sqrt(squares) / one.size();
    }

    private static double recallAt10(List<Answered> answers, int question) {
        return answers.get(question).scores().recallAt10();
    }

    private static String digits(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }
}
