package dev.everlog.memory.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.everlog.memory.insight.Outlier.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class OutliersTest {
    private static final int SEEDS = 100;
    private static final int LENGTH = 400;
    private static final int DAY = 24;

    private static Outliers.Phases phases(int count, int period) {
        return new Outliers.Phases(
                IntStream.range(0, count).map(i -> i % period).boxed().toList(), period);
    }

    private static List<Outlier> ofCounts(double[] counts, Method method) {
        return Outliers.ofCounts(counts, method, 1, phases(counts.length, 1));
    }

    private static double[] poisson(Random random, int count, IntToDoubleFunction rate) {
        return IntStream.range(0, count)
                .mapToDouble(i -> poisson(random, rate.applyAsDouble(i)))
                .toArray();
    }

    /** By Knuth, in steps that do not underflow. */
    private static double poisson(Random random, double rate) {
        double left = rate;
        double product = 1;
        int count = -1;
        do {
            count++;
            product *= random.nextDouble();
            while (product < 1 && left > 0) {
                double step = Math.min(left, 500);
                product *= Math.exp(step);
                left -= step;
            }
        } while (product > 1);
        return count;
    }

    @ParameterizedTest
    @EnumSource
    void flat_data_are_silent(Method method) {
        for (double level : new double[] {0, 1, 1_000_000}) {
            double[] flat = new double[LENGTH];
            Arrays.fill(flat, level);
            assertThat(ofCounts(flat, method)).isEmpty();
            assertThat(Outliers.ofNumbers(flat, method, 1, phases(LENGTH, 7))).isEmpty();
            assertThat(Outliers.ofLevels(flat, method, 1, phases(LENGTH, 7))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void random_counts_are_nearly_silent(Method method) {
        for (double rate : new double[] {0.05, 1, 20, 500}) {
            int loud = 0;
            int numbers = 0;
            for (int seed = 0; seed < SEEDS; seed++) {
                int length = 30 + seed * 5;
                double[] counts = poisson(new Random(seed), length, _ -> rate);
                int period = method == Method.SEASONAL ? 7 : 1;
                var found = Outliers.ofCounts(counts, method, 1, phases(length, period));
                loud += found.isEmpty() ? 0 : 1;
                numbers += length;
            }
            System.out.printf(
                    "insight %s, random counts of %s: %d of %d series not silent (%d buckets)%n",
                    method, rate, loud, SEEDS, numbers);
            assertThat(loud).as("rate %s", rate).isLessThanOrEqualTo(SEEDS / 20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void random_numbers_are_nearly_silent(Method method) {
        int loud = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            double[] numbers =
                    IntStream.range(0, LENGTH)
                            .mapToDouble(_ -> random.nextGaussian(50, 3))
                            .toArray();
            loud += Outliers.ofLevels(numbers, method, 1, phases(LENGTH, 7)).isEmpty() ? 0 : 1;
        }
        System.out.printf(
                "insight %s, normal numbers: %d of %d series not silent%n", method, loud, SEEDS);
        assertThat(loud).isLessThanOrEqualTo(SEEDS / 20);
    }

    @ParameterizedTest
    @EnumSource
    void spikes_and_drops_that_were_planted_are_found(Method method) {
        Quality quality = new Quality();
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            double[] counts = poisson(random, LENGTH, _ -> 50);
            Set<Integer> truths = new TreeSet<>();
            for (int planted = 0; planted < 4; planted++) {
                int at = random.nextInt(LENGTH);
                counts[at] = planted % 2 == 0 ? 120 : 5;
                truths.add(at);
            }
            List<Integer> found =
                    Outliers.ofCounts(counts, method, 1, phases(LENGTH, 7)).stream()
                            .map(Outlier::index)
                            .toList();
            int right = (int) found.stream().filter(truths::contains).count();
            quality.count(found.size(), right, truths.size(), right);
        }
        quality.told(method + " spikes and drops");
        assertThat(quality.precision()).isGreaterThan(0.95);
        assertThat(quality.recall()).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @EnumSource
    void a_shift_of_the_level_is_told_once_and_where_it_begins(Method method) {
        Quality quality = new Quality();
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int at = random.nextInt(30, LENGTH - 30);
            double[] counts = poisson(random, LENGTH, i -> i < at ? 40 : 60);
            var found = ofCounts(counts, method);
            int right =
                    (int)
                            found.stream()
                                    .filter(one -> one.kind() == Kind.SHIFT)
                                    .filter(one -> Math.abs(one.index() - at) <= 5)
                                    .count();
            quality.count(found.size(), right, 1, Math.min(1, right));
        }
        quality.told(method + " shifts from 40 to 60");
        assertThat(quality.precision()).isGreaterThan(0.9);
        assertThat(quality.recall()).isGreaterThan(0.9);
    }

    @Test
    void a_shift_has_both_levels() {
        double[] counts = poisson(new Random(3), 200, i -> i < 100 ? 30 : 90);
        assertThat(ofCounts(counts, Method.MAD))
                .singleElement()
                .satisfies(shift -> {
                    assertThat(shift.index()).isBetween(98, 102);
                    assertThat(shift.expected()).isCloseTo(30, within(3.0));
                    assertThat(shift.observed()).isCloseTo(90, within(5.0));
                });
    }

    /** A busy day and a quiet night. */
    private static double hourly(int hour) {
        return hour % DAY < 8 ? 4 : 80;
    }

    @Test
    void with_a_season_what_is_usual_by_day_stands_out_at_night() {
        Quality quality = new Quality();
        for (int seed = 0; seed < SEEDS / 2; seed++) {
            Random random = new Random(seed);
            double[] counts = poisson(random, 28 * DAY, OutliersTest::hourly);
            Set<Integer> truths = new TreeSet<>();
            for (int planted = 0; planted < 3; planted++) {
                int night = random.nextInt(1, 28) * DAY + random.nextInt(8);
                counts[night] = 60;
                counts[night + 10] = 15;
                truths.addAll(List.of(night, night + 10));
            }
            List<Integer> found =
                    Outliers.ofCounts(counts, Method.SEASONAL, 1, phases(counts.length, DAY))
                            .stream()
                            .map(Outlier::index)
                            .toList();
            int right = (int) found.stream().filter(truths::contains).count();
            quality.count(found.size(), right, truths.size(), right);
            assertThat(ofCounts(counts, Method.MAD))
                    .noneMatch(one -> truths.contains(one.index()) && one.score() > 0);
        }
        quality.told("seasonal spikes and drops");
        assertThat(quality.precision()).isGreaterThan(0.95);
        assertThat(quality.recall()).isGreaterThan(0.95);
    }

    @Test
    void a_burst_after_silence_is_found_though_no_deviation_is_usual() {
        double[] counts = new double[LENGTH];
        counts[200] = 30;
        assertThat(ofCounts(counts, Method.MAD))
                .singleElement()
                .satisfies(burst -> {
                    assertThat(burst.index()).isEqualTo(200);
                    assertThat(burst.kind()).isEqualTo(Kind.SPIKE);
                    assertThat(burst.observed()).isCloseTo(30, within(1e-9));
                    assertThat(burst.expected()).isCloseTo(0, within(1e-9));
                });
        counts[200] = 1;
        assertThat(ofCounts(counts, Method.MAD)).isEmpty();
    }

    @Test
    void one_number_among_equal_ones_stands_out() {
        double[] numbers = new double[50];
        Arrays.fill(numbers, 20);
        numbers[7] = 21;
        assertThat(Outliers.ofNumbers(numbers, Method.MAD, 1, phases(50, 1)))
                .extracting(Outlier::index)
                .containsExactly(7);
    }

    @Test
    void too_few_numbers_say_nothing() {
        double[] counts = new double[Outliers.FEWEST - 1];
        counts[4] = 1_000;
        assertThat(ofCounts(counts, Method.MAD)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SEASONAL")
    void more_sensitive_finds_more(Method method) {
        double[] counts = poisson(new Random(1), LENGTH, _ -> 50);
        assertThat(Outliers.ofCounts(counts, method, 3, phases(LENGTH, 1)).size())
                .isGreaterThan(ofCounts(counts, method).size());
    }
}
