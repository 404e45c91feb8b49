package dev.everlog.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Calls of one tool, one after the other, as a client meets them: from the first byte sent to the text of the answer.
 *
 * @param cpuMillis a call, of the server with all its threads
 */
record CallTimes(List<Double> millis, double cpuMillis) {
    /** Long enough for the slowest, which are called less often. */
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    /** @param calls that are measured at most, and as many before that are not */
    static CallTimes of(
            McpProcess server, String tool, Supplier<Map<String, ?>> arguments, int calls)
            throws IOException {
        calls(server, tool, arguments, calls);
        ProcessFigures figures = ProcessFigures.of(server.pid());
        double before = figures.cpuSeconds();
        List<Double> millis = calls(server, tool, arguments, calls);
        double cpu = (figures.cpuSeconds() - before) * 1e3 / millis.size();
        return new CallTimes(millis, cpu);
    }

    /** How many times the median of one kind of call another kind's is, called by turns in code that is warm. */
    static double ratio(
            McpProcess server,
            String tool,
            Supplier<Map<String, ?>> of,
            Supplier<Map<String, ?>> to,
            int calls) {
        List<Double> these = new ArrayList<>();
        List<Double> those = new ArrayList<>();
        long end = System.nanoTime() + 2 * AT_MOST.toNanos();
        while (these.size() < calls && (these.isEmpty() || System.nanoTime() < end)) {
            these.add(millis(server, tool, of.get()));
            those.add(millis(server, tool, to.get()));
        }
        return Percentiles.of(these).median() / Percentiles.of(those).median();
    }

    private static List<Double> calls(
            McpProcess server, String tool, Supplier<Map<String, ?>> arguments, int calls) {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (millis.size() < calls && (millis.isEmpty() || System.nanoTime() < end)) {
            millis.add(millis(server, tool, arguments.get()));
        }
        return millis;
    }

    private static double millis(McpProcess server, String tool, Map<String, ?> arguments) {
        long from = System.nanoTime();
        server.call(tool, arguments);
        return (System.nanoTime() - from) / 1e6;
    }

    double median() {
        return Percentiles.of(millis).median();
    }

    /** Calls, median, 99th percentile and CPU. */
    List<String> cells() {
        Percentiles all = Percentiles.of(millis);
        return List.of(
                Integer.toString(millis.size()),
                number(all.median()),
                number(all.at(0.99)),
                number(cpuMillis));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
