package dev.everlog.memory.insight;

import java.util.Arrays;

/** Middle and spread of numbers some of which may be anything. Orders of numbers are not changed. */
final class Robust {
    /** Of a normal distribution: standard deviation over median absolute deviation. */
    private static final double OF_MEDIAN = 1.4826;

    /** Of a normal distribution: standard deviation over mean absolute deviation. */
    private static final double OF_MEAN = 1.2533;

    /** Of a normal distribution: distance of the quartiles over standard deviation. */
    private static final double QUARTILES = 1.349;

    private Robust() {}

    /** 0 for none. */
    static double median(double[] numbers) {
        return quantile(numbers, 0.5);
    }

    /** Interpolated between the nearest two; 0 for none. */
    static double quantile(double[] numbers, double share) {
        if (numbers.length == 0) {
            return 0;
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /**
     * Standard deviation by the median absolute deviation from 0; if more than half are 0, by the mean absolute one (B.
     * Iglewicz and D. Hoaglin, How to detect and handle outliers, 1993).
     */
    static double deviation(double[] residuals) {
        double[] distances = Arrays.stream(residuals).map(Math::abs).toArray();
        double median = median(distances);
        return median > 0 ? OF_MEDIAN * median : ofMean(distances);
    }

    /** Standard deviation by the distance of the quartiles; if that is 0, as {@link #deviation}. */
    static double quartileDeviation(double[] residuals) {
        double quartiles = quantile(residuals, 0.75) - quantile(residuals, 0.25);
        return quartiles > 0 ? quartiles / QUARTILES : deviation(residuals);
    }

    private static double ofMean(double[] distances) {
        return OF_MEAN * Arrays.stream(distances).average().orElse(0);
    }
}
