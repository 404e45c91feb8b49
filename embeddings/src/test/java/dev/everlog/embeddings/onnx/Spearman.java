package dev.everlog.embeddings.onnx;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Rank correlation of two rows of numbers; equal numbers share their mean rank.
final class Spearman {

    private Spearman() {}

    static double rho(double[] left, double[] right) {
        return pearson(ranks(left), ranks(right));
    }

    private static double[] ranks(double[] values) {
        int[] order =
                IntStream.range(0, values.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> values[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
        }
        return ranks;
    }

    private static double pearson(double[] left, double[] right) {
        double meanLeft =
                IntStream.range(0, left.length).mapToDouble(i -> left[i]).average().orElseThrow();
        double meanRight =
                IntStream.range(0, right.length).mapToDouble(i -> right[i]).average().orElseThrow();
        double both = 0;
        double onlyLeft = 0;
        double onlyRight = 0;
        for (int i = 0; i < left.length; i++) {
            both += (left[i] - meanLeft) * (right[i] - meanRight);
            onlyLeft += (left[i] - meanLeft) * (left[i] - meanLeft);
            onlyRight += (right[i] - meanRight) * (right[i] - meanRight);
        }
        return both / Math.sqrt(onlyLeft * onlyRight);
    }
}
