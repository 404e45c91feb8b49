package dev.everlog.memory.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Finds what stands out of a series. The threshold grows with the length of the series, so that of a whole series of
 * ordinary numbers it is unlikely that one stands out: {@code sqrt(2 ln(n / 0.01))} standard deviations, by the bound
 * on the normal distribution's tail, divided by the sensitivity. Counts are held against it as {@code 2 sqrt(x + 3/8)}
 * (F. Anscombe, 1948), of which chance alone makes a standard deviation of 1, whatever the level, and less is never
 * believed: so flat and empty series are silent. Deterministic. Confined to one call.
 */
public final class Outliers {
    /** Numbers in a series: of fewer it is not known what is usual. */
    public static final int FEWEST = 12;

    private static final double ANSCOMBE = 3.0 / 8;

    private final double[] series;
    private final Method method;
    private final double least;
    private final Scale scale;
    private final double[] season;

    /**
     * On what a series stands.
     *
     * @param floor the least standard deviation that is believed
     * @param shown from the series to what is answered
     */
    private record Scale(double floor, DoubleUnaryOperator shown) {
        static final Scale NUMBERS = new Scale(0, y -> y);
        static final Scale COUNTS = new Scale(1, y -> Math.max(0, y * y / 4 - ANSCOMBE));
    }

    private Outliers(
            double[] series, Method method, double sensitivity, Scale scale, Phases phases) {
        this.series = series;
        this.method = method;
        this.least = Math.sqrt(2 * Math.log(series.length / Chance.FALSE_ALARM)) / sensitivity;
        this.scale = scale;
        this.season =
                method == Method.SEASONAL && phases.period() > 1
                        ? Season.of(series, phases.of(), phases.period())
                        : new double[series.length];
    }

    /**
     * Which phase each number is in.
     *
     * @param period phases are below it; 1 for no season
     */
    public record Phases(List<Integer> list, int period) {
        public Phases {
            list = List.copyOf(list);
        }

        int[] of() {
            return list.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** The middle one, or the mean of both; 0 for none. */
    public static double median(double[] numbers) {
        return Robust.median(numbers);
    }

    /** Of counts in equal parts of time, in order of time: outliers, and shifts of the level. */
    public static List<Outlier> ofCounts(
            double[] counts, Method method, double sensitivity, Phases phases) {
        double[] even = Arrays.stream(counts).map(x -> 2 * Math.sqrt(x + ANSCOMBE)).toArray();
        return new Outliers(even, method, sensitivity, Scale.COUNTS, phases).withShifts();
    }

    /** Of any numbers, in order of time: outliers, and shifts of the level. */
    public static List<Outlier> ofLevels(
            double[] numbers, Method method, double sensitivity, Phases phases) {
        return new Outliers(numbers, method, sensitivity, Scale.NUMBERS, phases).withShifts();
    }

    /** Of any numbers, whose order means nothing: outliers. */
    public static List<Outlier> ofNumbers(
            double[] numbers, Method method, double sensitivity, Phases phases) {
        return new Outliers(numbers, method, sensitivity, Scale.NUMBERS, phases)
                .around(new int[] {0});
    }

    private List<Outlier> withShifts() {
        double[] level = new double[series.length];
        Arrays.setAll(level, i -> series[i] - season[i]);
        return series.length < FEWEST
                ? List.of()
                : around(Levels.starts(level, scale.floor, least));
    }

    private List<Outlier> around(int[] starts) {
        double[] level = new double[series.length];
        for (int part = 0; part < starts.length; part++) {
            int from = starts[part];
            int to = part + 1 < starts.length ? starts[part + 1] : series.length;
            double centre =
                    method.centre(
                            IntStream.range(from, to)
                                    .mapToDouble(i -> series[i] - season[i])
                                    .toArray());
            Arrays.fill(level, from, to, centre);
        }
        double[] residuals = new double[series.length];
        Arrays.setAll(residuals, i -> series[i] - season[i] - level[i]);
        double deviation = Math.max(scale.floor, method.scale(residuals));
        return series.length < FEWEST || deviation == 0
                ? List.of()
                : found(starts, level, residuals, deviation);
    }

    private List<Outlier> found(
            int[] starts, double[] level, double[] residuals, double deviation) {
        List<Outlier> found = new ArrayList<>();
        for (int start : starts) {
            if (start > 0) {
                double before = level[start - 1];
                found.add(outlier(start, Outlier.Kind.SHIFT, level[start], before, deviation));
            }
        }
        for (int i = 0; i < residuals.length; i++) {
            if (Math.abs(residuals[i]) > least * deviation) {
                Outlier.Kind kind = residuals[i] > 0 ? Outlier.Kind.SPIKE : Outlier.Kind.DROP;
                found.add(outlier(i, kind, series[i] - season[i], level[i], deviation));
            }
        }
        return found;
    }

    private Outlier outlier(
            int index, Outlier.Kind kind, double observed, double expected, double deviation) {
        return new Outlier(
                index,
                kind,
                scale.shown.applyAsDouble(observed + season[index]),
                scale.shown.applyAsDouble(expected + season[index]),
                (observed - expected) / deviation);
    }
}
