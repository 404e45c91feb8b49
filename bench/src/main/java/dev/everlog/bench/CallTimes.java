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
    /** Calls that are measured, and as many before that are not. */
    private static final int CALLS = 300;

    /** Long enough for the slowest, which are called less often. */
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    static CallTimes of(McpProcess server, String tool, Supplier<Map<String, ?>> arguments)
            throws IOException {
        calls(server, tool, arguments);
        ProcessFigures figures = ProcessFigures.of(server.pid());
        double before = figures.cpuSeconds();
        List<Double> millis = calls(server, tool, arguments);
        double cpu = (figures.cpuSeconds() - before) * 1e3 / millis.size();
        return new CallTimes(millis, cpu);
    }

    private static List<Double> calls(
            McpProcess server, String tool, Supplier<Map<String, ?>> arguments) {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (millis.size() < CALLS && (millis.isEmpty() || System.nanoTime() < end)) {
            Map<String, ?> next = arguments.get();
            long from = System.nanoTime();
            server.call(tool, next);
            millis.add((System.nanoTime() - from) / 1e6);
        }
        return millis;
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
