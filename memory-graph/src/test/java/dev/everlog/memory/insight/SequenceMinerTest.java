package dev.everlog.memory.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceMinerTest {
    private static final long NO_WINDOW = Long.MAX_VALUE;
    private static final int SEEDS = 20;

    private static EventGroups groups(int[]... groups) {
        var events = new EventGroups.Events(1000);
        int position = 0;
        for (int group = 0; group < groups.length; group++) {
            for (int type : groups[group]) {
                position++;
                events.add(group, type, position, position);
            }
        }
        return EventGroups.of(events);
    }

    private static int[][] times(int count, int... group) {
        int[][] all = new int[count][];
        java.util.Arrays.fill(all, group);
        return all;
    }

    @Test
    void a_step_that_is_always_taken_is_found_with_its_support_lift_and_events() {
        var found = SequenceMiner.mine(groups(times(30, 0, 1)), NO_WINDOW, 5).found();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().types()).containsExactly(0, 1);
        assertThat(found.getFirst().support()).isEqualTo(30);
        assertThat(found.getFirst().expected()).isEqualTo(15); // either order is as likely
        assertThat(found.getFirst().lift()).isEqualTo(2);
        assertThat(found.getFirst().examples())
                .containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of(5L, 6L));
    }

    @Test
    void a_few_groups_are_no_proof() {
        assertThat(SequenceMiner.mine(groups(times(4, 0, 1)), NO_WINDOW, 2).found()).isEmpty();
    }

    @Test
    void a_life_cycle_is_told_once_and_not_by_its_parts() {
        var found = SequenceMiner.mine(groups(times(50, 0, 1, 2, 3)), NO_WINDOW, 5).found();

        assertThat(found).extracting(Pattern::types).containsExactly(List.of(0, 1, 2, 3));
    }

    @Test
    void what_is_repeated_on_the_way_is_part_of_it() {
        Planted planted = new Planted(3, 100, 5, 10).sequence(1, 15).sequence(0.5, 15, 15, 16);
        var found = SequenceMiner.mine(planted.events(), Planted.GAP / 10, 5).found();

        assertThat(found).extracting(Pattern::types).containsExactly(List.of(15, 15, 16));
    }

    @Test
    void the_surest_comes_first() {
        var found =
                SequenceMiner.mine(
                                new Planted(1, 400, 5, 30)
                                        .sequence(0.2, 15, 16)
                                        .sequence(0.8, 17, 18)
                                        .events(),
                                Planted.GAP / 10,
                                20)
                        .found();

        assertThat(found)
                .extracting(Pattern::types)
                .containsExactly(List.of(17, 18), List.of(15, 16));
        assertThat(found)
                .extracting(Pattern::ratio)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void support_and_window_are_as_by_trying_all_ways() {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            EventGroups events =
                    new Planted(random.nextLong(), 60, 2, 12).sequence(0.6, 3, 4, 5).events();
            long window = random.nextLong(1, 3 * Planted.GAP);
            for (Pattern found : SequenceMiner.mine(events, window, 2).found()) {
                assertThat(found.support()).isEqualTo(holders(events, found.types(), window));
                assertThat(found.examples())
                        .allSatisfy(example -> assertThat(example).hasSameSizeAs(found.types()));
            }
        }
    }

    private static int holders(EventGroups events, List<Integer> types, long window) {
        int[] reach = events.reach(window);
        Set<Integer> holders = new HashSet<>();
        for (int first = 0; first < events.events(); first++) {
            int matched = 0;
            for (int event = first; event <= reach[first] && matched < types.size(); event++) {
                matched += events.type(event) == types.get(matched) ? 1 : 0;
            }
            if (events.type(first) == types.getFirst() && matched == types.size()) {
                holders.add(events.group(first));
            }
        }
        return holders.size();
    }

    @ParameterizedTest
    @ValueSource(longs = {NO_WINDOW, Planted.GAP})
    void random_data_are_silent(long window) {
        int findings = 0;
        int tested = 0;
        int noisy = 0;
        for (int seed = 0; seed < 5 * SEEDS; seed++) {
            EventGroups events =
                    new Planted(seed, 150, 2, 40).sequence(0.5, 7, 8, 9).shuffled().events();
            Patterns patterns = SequenceMiner.mine(events, window, 5);
            findings += patterns.found().size();
            tested += patterns.tested();
            noisy += patterns.found().isEmpty() ? 0 : 1;
        }
        System.out.printf(
                "insight sequences, shuffled, window %d: %d findings of %d tested, %d of %d seeds%n",
                window, findings, tested, noisy, 5 * SEEDS);
        assertThat(tested).isGreaterThan(5_000);
        assertThat(noisy).isLessThanOrEqualTo(SEEDS / 10); // one in a hundred is promised
    }

    @Test
    void what_was_planted_is_found_and_little_else() {
        Quality quality = new Quality();
        List<List<Integer>> truths =
                List.of(List.of(12, 13, 14), List.of(17, 3), List.of(5, 1, 9, 16));
        for (int seed = 0; seed < SEEDS; seed++) {
            EventGroups events =
                    new Planted(seed, 500, 5, 40)
                            .sequence(0.2, 12, 13, 14)
                            .sequence(0.15, 17, 3)
                            .sequence(0.25, 5, 1, 9, 16)
                            .events();
            List<List<Integer>> found =
                    SequenceMiner.mine(events, Planted.GAP / 10, 20).found().stream()
                            .map(Pattern::types)
                            .toList();
            int right = (int) found.stream().filter(one -> isTrue(one, truths)).count();
            int seen = (int) truths.stream().filter(found::contains).count();
            quality.count(found.size(), right, truths.size(), seen);
        }
        quality.told("planted sequences");
        assertThat(quality.precision()).isGreaterThan(0.95);
        assertThat(quality.recall()).isGreaterThan(0.95);
    }

    /** A part of something true, in its order, is true. */
    private static boolean isTrue(List<Integer> found, List<List<Integer>> truths) {
        return truths.stream()
                .anyMatch(truth -> {
                    List<Integer> rest = new ArrayList<>(found);
                    truth.forEach(type -> {
                        if (!rest.isEmpty() && rest.getFirst().equals(type)) {
                            rest.removeFirst();
                        }
                    });
                    return rest.isEmpty();
                });
    }

    @Test
    void more_work_than_allowed_is_cut_and_said() {
        assertThat(SequenceMiner.mine(groups(times(30, 0, 1)), NO_WINDOW, 5).cut()).isFalse();
        var events = new EventGroups.Events(60_000);
        for (int i = 0; i < 60_000; i++) {
            events.add(i / 30_000, i % 2_000, i, i + 1L);
        }
        assertThat(SequenceMiner.mine(EventGroups.of(events), NO_WINDOW, 2).cut()).isTrue();
    }
}
