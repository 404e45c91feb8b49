package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.SampleEvents.Result;
import dev.everlog.memory.SampleEvents.Strata;
import dev.everlog.memory.SampleEvents.Stratum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
    private static final int EVENTS = 50;

    private final TestMemory test = new TestMemory();

    @AfterEach
    void close() {
        test.close();
    }

    /** 40 placed, 8 paid, 2 lost. */
    private void orders() {
        test.memory.ingest(
                new Ingest(
                        IntStream.range(0, EVENTS)
                                .mapToObj(
                                        i -> i % 25 == 0 ? "lost" : i % 5 == 0 ? "paid" : "placed")
                                .map(type ->
                                        TestMemory.item("order/1", "order." + type, data -> {}))
                                .toList()),
                ADA);
    }

    private Result sample(int size, Strata by, long seed) {
        return new SampleEvents(EventQuery.ALL, size, by, seed).in(test.memory, Vantage.NOW);
    }

    private static List<Position> positions(Result result) {
        return result.sample().stream().map(StoredEvent::position).toList();
    }

    @Test
    void a_seed_gives_the_same_events_again_and_another_one_others() {
        orders();
        assertThat(positions(sample(10, null, 3)))
                .isEqualTo(positions(sample(10, null, 3)))
                .hasSize(10);
        assertThat(positions(sample(10, null, 3))).isNotEqualTo(positions(sample(10, null, 4)));
        assertThat(positions(sample(10, null, 3))).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void each_event_is_as_likely_as_every_other() {
        int rounds = 5_000;
        int size = 10;
        int[] chosen = new int[EVENTS];
        for (int seed = 0; seed < rounds; seed++) {
            Reservoir reservoir = new Reservoir(size, new SplittableRandom(seed));
            LongStream.range(0, EVENTS).forEach(reservoir::offer);
            LongStream.of(reservoir.kept()).forEach(at -> chosen[(int) at]++);
        }
        double expected = (double) rounds * size / EVENTS;
        double chiSquare =
                IntStream.of(chosen)
                        .mapToDouble(n -> (n - expected) * (n - expected) / expected)
                        .sum();
        System.out.printf(
                "insight sample: chi-square %.1f with %d degrees%n", chiSquare, EVENTS - 1);
        assertThat(chiSquare).isBetween(23.98, 85.35); // all but a thousandth at either end
    }

    @Test
    void strata_get_equal_shares_and_small_ones_all_they_have() {
        orders();
        Result result = sample(14, Strata.TYPE, 1);

        assertThat(result.strata())
                .containsExactly(
                        new Stratum("order.placed", 40, 6),
                        new Stratum("order.paid", 8, 6),
                        new Stratum("order.lost", 2, 2));
        assertThat(result.sample()).hasSize(14);
        assertThat(result.of()).isEqualTo(EVENTS);
        assertThat(sample(14, Strata.SUBJECT_KIND, 1).strata())
                .containsExactly(new Stratum("order", EVENTS, 14));
        assertThat(sample(14, Strata.DAY, 1).strata())
                .containsExactly(new Stratum("2026-01-01", EVENTS, 14));
    }

    @Test
    void what_cannot_be_shared_goes_to_any_stratum() {
        var counts = new LinkedHashMap<Long, Integer>();
        LongStream.range(0, 10).forEach(stratum -> counts.put(stratum, 100));
        int[] chosen = new int[10];
        for (int seed = 0; seed < 1_000; seed++) {
            var shares = Sampling.shares(counts, 3, new SplittableRandom(seed));
            shares.forEach((stratum, share) -> chosen[(int) (long) stratum] += share);
            assertThat(shares.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
        }
        for (int count : chosen) {
            assertThat(count).isBetween(230, 370);
        }
    }

    @Test
    void a_sample_of_more_than_there_is_is_all_of_it_and_hidden_events_are_in_none() {
        orders();
        assertThat(sample(1000, null, 1).sample()).hasSize(EVENTS);
        Position last = test.memory.position();
        test.memory.hide(
                new HideEvents(List.of(new Position(1)), null, Scope.ALL, "a test", Consent.GO),
                ADA);
        SampleEvents all =
                new SampleEvents(
                        new EventQuery(
                                List.of("order/1"), List.of(), List.of(), null, null, null, null),
                        1000,
                        null,
                        1);
        assertThat(positions(all.in(test.memory, Vantage.NOW)))
                .doesNotContain(new Position(1))
                .hasSize(EVENTS - 1);
        assertThat(positions(all.in(test.memory, TestMemory.asOf(last)))).contains(new Position(1));
        assertThatThrownBy(() -> sample(0, null, 1)).hasMessageContaining("size");
    }
}
