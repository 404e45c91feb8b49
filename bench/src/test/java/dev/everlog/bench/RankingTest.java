package dev.everlog.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final double EXACT = 1e-12;

    /** Gold at ranks 2 and 5, a third piece of gold nowhere. */
    private final Ranking ranking =
            new Ranking(List.of("a", "G1", "b", "c", "G2", "d"), Set.of("G1", "G2", "G3"));

    @Test
    void recall_is_the_share_of_the_gold_within_the_first_k() {
        assertThat(ranking.recallAt(1)).isZero();
        assertThat(ranking.recallAt(2)).isEqualTo(1 / 3.0);
        assertThat(ranking.recallAt(4)).isEqualTo(1 / 3.0);
        assertThat(ranking.recallAt(5)).isEqualTo(2 / 3.0);
        assertThat(ranking.recallAt(20)).isEqualTo(2 / 3.0);
    }

    @Test
    void a_hit_is_any_gold_within_the_first_k() {
        assertThat(ranking.hitAt(1)).isZero();
        assertThat(ranking.hitAt(2)).isOne();
        assertThat(ranking.hitAt(20)).isOne();
    }

    @Test
    void the_reciprocal_rank_is_that_of_the_first_gold() {
        assertThat(ranking.reciprocalRank()).isEqualTo(0.5);
        assertThat(new Ranking(List.of("a", "b"), Set.of("G1")).reciprocalRank()).isZero();
    }

    @Test
    void ndcg_discounts_by_the_logarithm_of_the_rank_and_divides_by_the_best_order() {
        double gained = 1 / log2(3) + 1 / log2(6);
        double ideal = 1 + 1 / log2(3) + 1 / log2(4);
        assertThat(ranking.ndcgAt(10)).isCloseTo(gained / ideal, within(EXACT));
    }

    @Test
    void ndcg_counts_nothing_after_k_and_is_1_when_k_ranks_are_all_gold() {
        assertThat(ranking.ndcgAt(1)).isZero();
        assertThat(new Ranking(List.of("G2", "G1"), Set.of("G1", "G2", "G3")).ndcgAt(2))
                .isCloseTo(1, within(EXACT));
    }

    @Test
    void a_document_that_comes_twice_counts_once() {
        var twice = new Ranking(List.of("G1", "G1", "G2"), Set.of("G1", "G2"));
        assertThat(twice.recallAt(2)).isEqualTo(0.5);
        assertThat(twice.ndcgAt(10))
                .isCloseTo((1 + 1 / log2(4)) / (1 + 1 / log2(3)), within(EXACT));
    }

    @Test
    void nothing_found_scores_nothing() {
        var nothing = Scores.of(new Ranking(List.of(), Set.of("G1")));
        assertThat(nothing).isEqualTo(new Scores(0, 0, 0, 0, 0, 0));
    }

    @Test
    void a_question_without_gold_is_refused() {
        assertThatThrownBy(() -> new Ranking(List.of("a"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
