package dev.everlog.memory.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChanceTest {
    @ParameterizedTest
    @CsvSource({
        "2, 1, 1, 0.5",
        "4, 2, 2, 0.8333333333",
        "10, 0, 3, 0",
        "10, 10, 1, 1",
        "5, 3, 3, 1"
    })
    void a_hit_is_as_likely_as_counting_all_orders_says(
            int slots, int covered, int marked, double likely) {
        assertThat(new Chance(10).hit(slots, covered, marked)).isCloseTo(likely, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2, 0.5",
        "2, 1, 3, 0.6666666667",
        "2, 2, 4, 0.8333333333",
        "1, 1, 1, 0",
        "2, 1, 2, 0.3333333333"
    })
    void an_order_is_as_likely_as_counting_all_orders_says(
            int first, int second, int last, double likely) {
        assertThat(new Chance(10).inOrder(first, second, last)).isCloseTo(likely, within(1e-9));
    }

    @Test
    void fewer_than_expected_never_surprise() {
        assertThat(Chance.ratio(10, 5, 5)).isZero();
        assertThat(Chance.ratio(10, 4, 5)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"20, 15, 0.4", "50, 50, 0.5", "100, 30, 0.1", "7, 7, 0.9"})
    void the_ratio_bounds_the_tail_of_the_binomial_distribution(
            int trials, int successes, double each) {
        double tail = 0;
        for (int k = successes; k <= trials; k++) {
            double choose = 1;
            for (int i = 0; i < k; i++) {
                choose *= (double) (trials - i) / (i + 1);
            }
            tail += choose * Math.pow(each, k) * Math.pow(1 - each, trials - k);
        }
        double bound = Math.exp(-Chance.ratio(trials, successes, each * trials) / 2);
        assertThat(tail).isLessThanOrEqualTo(bound * (1 + 1e-9)).isGreaterThan(bound / 100);
    }
}
