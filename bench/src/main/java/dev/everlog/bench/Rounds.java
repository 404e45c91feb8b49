package dev.everlog.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** What one load did, round by round. Not thread-safe. */
final class Rounds {
    private final Load load;
    private final List<Double> perSecond = new ArrayList<>();
    private final List<double[]> micros = new ArrayList<>();

    Rounds(Load load) {
        this.load = load;
    }

    void run(Duration duration) throws IOException, InterruptedException {
        List<double[]> callers = load.run(duration);
        micros.addAll(callers);
        // Each caller by its own clock: a load may take some time to begin and to end.
        perSecond.add(
                callers.stream()
                        .mapToDouble(calls ->
                                calls.length
                                        * load.eventsPerCall()
                                        * 1e6
                                        / Arrays.stream(calls).sum())
                        .sum());
    }

    /** For rows of {@link #addTo}. */
    static Table table(String ratio) {
        return new Table(
                "",
                "events/s min / median / max",
                ratio,
                "mean µs",
                "p50 µs",
                "p99 µs",
                "p99.9 µs");
    }

    void addTo(Table table, String name, String ratio) {
        var latencies = latencies();
        table.add(
                name,
                Percentiles.of(perSecond).range("%,.0f"),
                ratio,
                one(latencies.mean()),
                one(latencies.median()),
                one(latencies.at(0.99)),
                one(latencies.at(0.999)));
    }

    private static String one(double micros) {
        return String.format(Locale.ROOT, "%.1f", micros);
    }

    /** Forgets all rounds so far. */
    void forget() {
        perSecond.clear();
        micros.clear();
    }

    /** Microseconds of each call of all rounds. */
    private Percentiles latencies() {
        return Percentiles.of(micros.stream().flatMapToDouble(DoubleStream::of).toArray());
    }

    /** What share of another's rate this one reaches, the median of the rounds. */
    String shareOf(Rounds other) {
        double[] shares = new double[perSecond.size()];
        Arrays.setAll(shares, i -> perSecond.get(i) / other.perSecond.get(i));
        return String.format(Locale.ROOT, "%.2f", Percentiles.of(shares).median());
    }
}
