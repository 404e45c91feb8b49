package dev.everlog.memory.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.everlog.memory.recall.Fusion.Ranked;
import dev.everlog.memory.recall.RecallRequest.Weights;
import dev.everlog.memory.recall.Recalled.Hit;
import dev.everlog.memory.recall.Recalled.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FusionTest {
    private static List<Ranked> list(double... values) {
        return IntStream.range(0, values.length).mapToObj(i -> new Ranked(i, values[i])).toList();
    }

    @Test
    void a_value_counts_by_its_deviations_above_the_mean_of_the_candidates_and_nothing_below() {
        Scale scale = Scale.of(list(0.9, 0.7, 0.5));
        double deviation = Math.sqrt(0.08 / 3);
        assertThat(scale.of(0.9)).isCloseTo(0.2 / deviation, within(1e-9));
        assertThat(scale.of(0.5)).isZero();
        assertThat(scale.of(0.1)).isZero();
    }

    @Test
    void values_in_another_unit_count_the_same() {
        double celsius = Scale.of(list(30, 10, 0)).of(30);
        double fahrenheit = Scale.of(list(86, 50, 32)).of(86);
        assertThat(celsius).isCloseTo(fahrenheit, within(1e-9));
    }

    @Test
    void a_best_that_stands_out_counts_more_than_one_among_many() {
        double outstanding = Scale.of(list(9, 2, 2, 2, 1)).of(9);
        double ordinary = Scale.of(list(9, 8, 8, 2, 1)).of(9);
        assertThat(outstanding).isGreaterThan(ordinary);
    }

    @Test
    void beside_a_list_of_words_other_candidates_count_as_zeros() {
        assertThat(Scale.withZeros(list(6), 4)).isEqualTo(Scale.of(list(6, 0, 0, 0)));
        assertThat(Scale.withZeros(list(6, 3), 1)).isEqualTo(Scale.of(list(6, 3)));
    }

    @Test
    void equal_candidates_count_one_each_and_an_empty_list_does_no_harm() {
        assertThat(Scale.of(list(7)).of(7)).isEqualTo(1);
        assertThat(Scale.of(list(0.1 + 0.2, 0.3)).of(0.3)).isEqualTo(1);
        assertThat(Scale.of(list()).of(3)).isEqualTo(3);
    }

    @Test
    void a_score_is_the_sum_of_weight_times_value_and_a_part_of_weight_zero_is_left_out() {
        Fusion fusion = new Fusion();
        fusion.add("one", 2, list(3, 1), Scale.ONE);
        fusion.add("two", 0.5, list(4), Scale.ONE);
        fusion.add("three", 0, list(9, 9, 9), Scale.ONE);
        assertThat(fusion.all())
                .containsExactly(
                        new Hit(
                                0,
                                8,
                                List.of(
                                        new Reason("one", 1, 3, 6, null),
                                        new Reason("two", 1, 4, 2, null))),
                        new Hit(1, 2, List.of(new Reason("one", 2, 1, 2, null))));
    }

    @Test
    void what_no_part_speaks_for_is_no_hit_and_being_new_says_nothing() {
        Fusion fusion = new Fusion();
        fusion.add("meaning", 1, list(0.9, 0.5, 0.4), Scale.of(list(0.9, 0.5, 0.4)));
        fusion.add("words", 1, List.of(new Ranked(2, 0.1)), new Scale(1, 1));
        fusion.add("recency", 1, list(1, 3, 2), Scale.ONE);
        assertThat(fusion.all()).extracting(Hit::ordinal).containsExactly(0, 2);
    }

    @Test
    void of_a_few_all_that_are_alike_are_found_and_of_many_the_better_half() {
        assertThat(near(0.69, 0.66)).containsExactly(0, 1);
        assertThat(near(0.69, 0.56)).containsExactly(0);
        assertThat(near(0.49, 0.46)).containsExactly(0);
        double[] many = IntStream.range(0, 100).mapToDouble(i -> 0.9 - i * 0.001).toArray();
        assertThat(near(many)).hasSize(50);
        assertThat(Scale.ofCosines(list(0.8, 0.8)).of(0.8)).isEqualTo(1, within(1e-9));
    }

    private static List<Integer> near(double... cosines) {
        Fusion fusion = new Fusion();
        var _ = fusion.addFound(Weights.DEFAULT, list(cosines), List.of(), text -> false);
        return fusion.all().stream().map(Hit::ordinal).toList();
    }

    @Test
    void who_asks_about_a_node_gets_the_rest_too() {
        Fusion fusion = new Fusion(true);
        fusion.add("meaning", 1, list(0.9, 0.5), Scale.of(list(0.9, 0.5)));
        assertThat(fusion.all()).extracting(Hit::ordinal).containsExactly(0, 1);
    }

    @Test
    void what_scores_the_same_stands_by_its_best_rank() {
        Fusion fusion = new Fusion();
        fusion.add("words", 1, List.of(new Ranked(5, 0), new Ranked(2, -1)), Scale.of(list(2, 1)));
        assertThat(fusion.all()).extracting(Hit::score).containsExactly(0.0, 0.0);
        assertThat(fusion.all()).extracting(Hit::ordinal).containsExactly(5, 2);
    }
}
