package dev.everlog.memory.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoOccurrenceTest {
    private static final int SEEDS = 20;

    /** 40 groups with both types, 60 with neither. */
    private static EventGroups pairs() {
        var events = new EventGroups.Events(200);
        for (int group = 0; group < 100; group++) {
            boolean both = group < 40;
            events.add(group, both ? 0 : 2, 0, 2L * group + 1);
            events.add(group, both ? 1 : 3 + group % 5, 1, 2L * group + 2);
        }
        return EventGroups.of(events);
    }

    @Test
    void a_pair_is_told_with_support_lift_overlap_and_events() {
        Pattern pair = CoOccurrence.mine(pairs(), 20).found().getFirst();

        assertThat(pair.types()).containsExactly(0, 1);
        assertThat(pair.support()).isEqualTo(40);
        assertThat(pair.lift()).isCloseTo(2.5, within(0.01)); // 40 of 40, instead of 40 of 100
        assertThat(pair.jaccard()).isEqualTo(1);
        assertThat(pair.ratio()).isCloseTo(2 * 40 * Math.log(2.5), within(0.1));
        assertThat(pair.examples()).startsWith(List.of(1L, 2L), List.of(3L, 4L)).hasSize(3);
    }

    @Test
    void what_is_everywhere_goes_with_nothing() {
        var events = new EventGroups.Events(200);
        for (int group = 0; group < 100; group++) {
            events.add(group, 0, 0, 2L * group + 1);
            events.add(group, 1, 1, 2L * group + 2);
        }
        assertThat(CoOccurrence.mine(EventGroups.of(events), 5).found()).isEmpty();
    }

    @Test
    void large_groups_which_have_a_bit_of_everything_prove_nothing() {
        int noisy = 0;
        int tested = 0;
        for (int seed = 0; seed < 5 * SEEDS; seed++) {
            Planted planted = new Planted(seed, 300, 1, 60).together(0.5, 15, 16);
            Patterns patterns = CoOccurrence.mine(planted.shuffled().events(), 5);
            tested += patterns.tested();
            noisy += patterns.found().isEmpty() ? 0 : 1;
        }
        System.out.printf(
                "insight co-occurrence, shuffled: %d of %d seeds not silent, %d tested%n",
                noisy, 5 * SEEDS, tested);
        assertThat(tested).isGreaterThan(5_000);
        assertThat(noisy).isLessThanOrEqualTo(SEEDS / 10);
    }

    @Test
    void what_was_planted_is_found_and_little_else() {
        Quality quality = new Quality();
        List<List<Integer>> truths = List.of(List.of(14, 17), List.of(11, 19));
        for (int seed = 0; seed < SEEDS; seed++) {
            EventGroups events =
                    new Planted(seed, 500, 5, 20)
                            .together(0.25, 14, 17)
                            .together(0.25, 11, 19)
                            .events();
            List<List<Integer>> found =
                    CoOccurrence.mine(events, 20).found().stream().map(Pattern::types).toList();
            int right = (int) found.stream().filter(truths::contains).count();
            quality.count(found.size(), right, truths.size(), right);
        }
        quality.told("planted pairs");
        assertThat(quality.precision()).isGreaterThan(0.95);
        assertThat(quality.recall()).isGreaterThan(0.95);
    }
}
