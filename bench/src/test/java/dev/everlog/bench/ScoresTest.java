package dev.everlog.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void each_measure_looks_at_its_own_number_of_ranks() {
        var scores = Scores.of(new Ranking(rankedAt(7), Set.of("gold")));
        assertThat(scores.recallAt5()).isZero();
        assertThat(scores.hitAt5()).isZero();
        assertThat(scores.recallAt10()).isOne();
        assertThat(scores.recallAt20()).isOne();
        assertThat(scores.reciprocalRank()).isEqualTo(1 / 7.0);

        assertThat(Scores.of(new Ranking(rankedAt(11), Set.of("gold"))).recallAt10()).isZero();
        assertThat(Scores.of(new Ranking(rankedAt(11), Set.of("gold"))).ndcgAt10()).isZero();
    }

    @Test
    void the_mean_is_over_questions_measure_by_measure() {
        var mean =
                Scores.mean(List.of(new Scores(1, 1, 1, 1, 1, 1), new Scores(0, .5, 1, 0, .2, .4)));
        assertThat(mean).isEqualTo(new Scores(.5, .75, 1, .5, .6, .7));
    }

    private static List<String> rankedAt(int rank) {
        return IntStream.rangeClosed(1, rank)
                .mapToObj(i -> i == rank ? "gold" : "other" + i)
                .toList();
    }
}
