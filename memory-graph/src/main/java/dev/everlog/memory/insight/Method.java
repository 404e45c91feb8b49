package dev.everlog.memory.insight;

import java.util.Arrays;

/** How far a number is from the usual, in standard deviations of the usual. */
public enum Method {
    /** By the median absolute deviation: half of the numbers may be anything. */
    MAD {
        @Override
        double scale(double[] residuals) {
            return Robust.deviation(residuals);
        }
    },
    /** By the quartiles (J. Tukey's fences): a quarter of the numbers may be anything. */
    IQR {
        @Override
        double scale(double[] residuals) {
            return Robust.quartileDeviation(residuals);
        }
    },
    /** By mean and standard deviation, which what stands out inflates. */
    ZSCORE {
        @Override
        double centre(double[] numbers) {
            return Arrays.stream(numbers).average().orElse(0);
        }

        @Override
        double scale(double[] residuals) {
            double squares = Arrays.stream(residuals).map(one -> one * one).sum();
            return Math.sqrt(squares / Math.max(1, residuals.length - 1));
        }
    },
    /** As {@link #MAD}, after the usual of this hour of the day or of the week, or day of the week. */
    SEASONAL {
        @Override
        double scale(double[] residuals) {
            return Robust.deviation(residuals);
        }
    };

    /** What is usual. */
    double centre(double[] numbers) {
        return Robust.median(numbers);
    }

    /** Standard deviation of what is usual; 0 if there is none. */
    abstract double scale(double[] residuals);
}
