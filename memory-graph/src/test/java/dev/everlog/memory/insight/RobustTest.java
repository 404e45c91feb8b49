package dev.everlog.memory.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RobustTest {
    @Test
    void medians_and_quartiles_are_between_the_nearest_two() {
        assertThat(Robust.median(new double[] {9, 1, 3})).isEqualTo(3);
        assertThat(Robust.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(Robust.quantile(new double[] {1, 2, 3, 4, 5}, 0.25)).isEqualTo(2);
        assertThat(Robust.median(new double[0])).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void every_method_knows_the_standard_deviation_of_normal_numbers(Method method) {
        double[] normal = new Random(1).doubles(20_000).map(_ -> 0).toArray();
        Random random = new Random(2);
        java.util.Arrays.setAll(normal, i -> 7 * random.nextGaussian());
        assertThat(method.scale(normal)).isCloseTo(7, within(0.2));
    }

    @Test
    void where_more_than_half_are_alike_the_mean_deviation_stands_in() {
        double[] residuals = new double[100];
        residuals[3] = 10;
        assertThat(Robust.deviation(residuals)).isCloseTo(1.2533 * 0.1, within(1e-9));
        assertThat(Robust.quartileDeviation(residuals)).isCloseTo(1.2533 * 0.1, within(1e-9));
        assertThat(Robust.deviation(new double[100])).isZero();
    }
}
