package dev.everlog.memory.recall;

import dev.everlog.memory.recall.Fusion.Ranked;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the values of one part to a scale that all parts share: how many standard deviations of its candidates a value
 * lies above their mean, 0 for what is below. A part that finds one text far above the rest is surer than one that finds
 * them all alike, and its best counts for more. Immutable.
 *
 * <p>Source: Montague and Aslam, Relevance Score Normalization for Metasearch, CIKM 2001 (zero mean, unit variance); cut
 * off at zero, so that a text that is no candidate of a part is worth as much as its lesser half.
 *
 * @param floor the value that counts 0
 * @param unit the distance that counts 1
 */
record Scale(double floor, double unit) {
    /** The first so many of a list make its scale, so that it does not depend on how many were asked for. */
    static final int CANDIDATES = 100;

    /** As it is. */
    static final Scale ONE = new Scale(0, 1);

    /**
     * Cosine of texts that are alike, whatever else there is: with bge-small unrelated ones have .3 to .56. Much that
     * answers a question has no more, so it is no floor.
     */
    private static final double ALIKE = 0.6;

    /** A deviation below this part of the floor is rounding: then all are equal. */
    private static final double ROUNDING = 1e-6;

    /** Of a list, best first, that says nothing on what it does not hold. */
    static Scale of(List<Ranked> list) {
        return among(values(list, 0));
    }

    /**
     * Of cosines, best first. The mean of few is that of what was meant as often as of what was not: there what is alike
     * counts, though it be below the mean, and deviations are those from {@link #ALIKE}.
     */
    static Scale ofCosines(List<Ranked> list) {
        Scale scale = of(list);
        double above = scale.floor - ALIKE;
        return above <= 0 || list.size() >= CANDIDATES
                ? scale
                : new Scale(ALIKE, Math.hypot(scale.unit, above));
    }

    /**
     * Of a list, best first, beside which all else has the value 0.
     *
     * @param candidates so many texts there are at least, in the list or not
     */
    static Scale withZeros(List<Ranked> list, int candidates) {
        return among(values(list, candidates));
    }

    private static double[] values(List<Ranked> list, int atLeast) {
        double[] values = new double[Math.min(CANDIDATES, Math.max(list.size(), atLeast))];
        for (int i = 0; i < Math.min(values.length, list.size()); i++) {
            values[i] = list.get(i).value();
        }
        return values;
    }

    private static Scale among(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length == 0 ? ONE : new Scale(mean, Math.sqrt(variance / values.length));
    }

    /** Never below 0; 1 for all if the candidates are all equal. */
    double of(double value) {
        double rounding = ROUNDING * Math.abs(floor);
        if (unit <= rounding) {
            return value < floor - rounding ? 0 : 1;
        }
        return Math.max(0, value - floor) / unit;
    }
}
