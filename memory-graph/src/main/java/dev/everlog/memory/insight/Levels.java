package dev.everlog.memory.insight;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Where the level of a series changes for good: binary segmentation (L. Vostrikova, 1981) by cumulative sums (E. Page,
 * 1954) of distances from the median that are cut at two standard deviations, so that single outliers are no change.
 * The standard deviation comes from the differences of neighbours, which a change of level hardly touches.
 */
final class Levels {
    /** Numbers on either side of a change: fewer are outliers. */
    static final int SHORTEST = 5;

    /** Standard deviations at which distances are cut. */
    private static final double CUT = 2;

    private final double[] series;
    private final double scale;
    private final double least;
    private final SortedSet<Integer> starts = new TreeSet<>();

    private Levels(double[] series, double scale, double least) {
        this.series = series;
        this.scale = scale;
        this.least = least;
    }

    /**
     * The indexes at which a new level begins, the first 0.
     *
     * @param floor the least that the standard deviation can be
     * @param least standard deviations by which a sum must exceed chance
     */
    static int[] starts(double[] series, double floor, double least) {
        double[] steps =
                IntStream.range(1, series.length)
                        .mapToDouble(i -> (series[i] - series[i - 1]) / Math.sqrt(2))
                        .toArray();
        double scale = Math.max(floor, Robust.deviation(steps));
        Levels levels = new Levels(series, scale, least);
        levels.starts.add(0);
        if (scale > 0) {
            levels.split(0, series.length);
        }
        return levels.starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private void split(int from, int to) {
        if (to - from < 2 * SHORTEST) {
            return;
        }
        int at = strongest(from, to);
        if (at > 0) {
            starts.add(at);
            split(from, at);
            split(at, to);
        }
    }

    /** Where the level changes most between two indexes, 0 if nowhere beyond chance. */
    private int strongest(int from, int to) {
        double median = Robust.median(Arrays.copyOfRange(series, from, to));
        double[] distances =
                IntStream.range(from, to)
                        .mapToDouble(i -> Math.clamp((series[i] - median) / scale, -CUT, CUT))
                        .toArray();
        double mean = Arrays.stream(distances).average().orElse(0);
        double sum = 0;
        double most = least;
        int strongest = 0;
        int count = to - from;
        for (int taken = 1; taken <= count - SHORTEST; taken++) {
            sum += distances[taken - 1] - mean;
            double change = Math.abs(sum) * Math.sqrt((double) count / taken / (count - taken));
            if (taken >= SHORTEST && change > most) {
                most = change;
                strongest = from + taken;
            }
        }
        return strongest;
    }
}
