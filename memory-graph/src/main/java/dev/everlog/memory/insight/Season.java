package dev.everlog.memory.insight;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a series does in each phase of its period, by medians: of each number the distance from the running median over
 * one period, of each phase the median of those. One pass of the inner loop of STL (R. Cleveland et al., 1990), with
 * medians for smoothers, so that neither outliers nor shifts of the level are taken for a season.
 */
final class Season {
    private Season() {}

    /** The part of each number that its phase explains; phases go around from 0 to the period. */
    static double[] of(double[] series, int[] phases, int period) {
        double[] detrended = new double[series.length];
        double[] trend = trend(series, period);
        Arrays.setAll(detrended, i -> series[i] - trend[i]);
        double[] usual = new double[period];
        for (int phase = 0; phase < period; phase++) {
            int wanted = phase;
            usual[phase] =
                    Robust.median(
                            IntStream.range(0, series.length)
                                    .filter(i -> phases[i] == wanted)
                                    .mapToDouble(i -> detrended[i])
                                    .toArray());
        }
        return Arrays.stream(phases).mapToDouble(phase -> usual[phase]).toArray();
    }

    /** The median of one period around each number; at the ends, of the first and the last period. */
    private static double[] trend(double[] series, int period) {
        double[] trend = new double[series.length];
        for (int i = 0; i < series.length; i++) {
            int from = Math.clamp(i - period / 2L, 0, Math.max(0, series.length - period));
            trend[i] =
                    Robust.median(
                            Arrays.copyOfRange(
                                    series, from, Math.min(series.length, from + period)));
        }
        return trend;
    }
}
