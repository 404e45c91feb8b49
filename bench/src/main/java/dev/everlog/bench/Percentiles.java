package dev.everlog.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** What was measured again and again. Immutable. */
final class Percentiles {
    private final double[] sorted;

    private Percentiles(double[] sorted) {
        this.sorted = sorted;
    }

    /** Of numbers of any kind, at least one. */
    static Percentiles of(Collection<? extends Number> values) {
        return of(values.stream().mapToDouble(Number::doubleValue).toArray());
    }

    /** Of at least one value. */
    static Percentiles of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("percentiles of nothing");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    double min() {
        return sorted[0];
    }

    double max() {
        return sorted[sorted.length - 1];
    }

    double median() {
        return at(0.5);
    }

    double mean() {
        return Arrays.stream(sorted).average().orElseThrow();
    }

    /** The smallest value that this share of all values does not exceed. */
    double at(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    /** {@code min / median / max} in a printf format. */
    String range(String format) {
        return String.format(Locale.ROOT, format, min())
                + " / "
                + String.format(Locale.ROOT, format, median())
                + " / "
                + String.format(Locale.ROOT, format, max());
    }
}
