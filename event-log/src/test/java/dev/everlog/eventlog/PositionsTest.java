package dev.everlog.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PositionsTest {
    @Test
    void a_union_joins_ranges_that_touch_overlap_or_hold_each_other() {
        var all =
                List.of(
                        Positions.parse("3-9,20"),
                        Positions.parse("4-5,10"),
                        Positions.parse("9-12,30-31"));

        assertThat(Positions.union(all)).hasToString("3-12,20,30-31");
        assertThat(Positions.union(List.of())).isEqualTo(Positions.NONE);
    }

    @Test
    void what_is_after_a_position_is_cut_off_in_the_middle_of_a_range_too() {
        Positions some = Positions.parse("3-9,20-30");

        assertThat(some.through(new Position(25))).hasToString("3-9,20-25");
        assertThat(some.through(new Position(2)).isEmpty()).isTrue();
    }

    @Test
    void more_ranges_than_one_event_has_room_for_are_wished_in_several() {
        Positions scattered =
                Positions.of(
                        LongStream.range(1, 60_001).mapToObj(i -> new Position(2 * i)).toList());

        List<Erasure> parts = Erasure.of(scattered, "request 17");

        assertThat(parts).hasSize(3);
        assertThat(Positions.union(parts.stream().map(Erasure::positions).toList()))
                .isEqualTo(scattered);
        assertThatThrownBy(() -> new Erasure(scattered, "request 17"))
                .hasMessageContaining("ranges of positions");
    }
}
