package dev.everlog.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void a_percentile_is_the_smallest_value_that_the_share_does_not_exceed() {
        var ten = Percentiles.of(List.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
        assertThat(ten.min()).isEqualTo(1);
        assertThat(ten.median()).isEqualTo(5);
        assertThat(ten.at(.95)).isEqualTo(10);
        assertThat(ten.at(.9)).isEqualTo(9);
        assertThat(ten.max()).isEqualTo(10);
        assertThat(ten.mean()).isEqualTo(5.5);
    }

    @Test
    void one_value_is_every_percentile() {
        var one = Percentiles.of(List.of(7));
        assertThat(one.at(.01)).isEqualTo(7);
        assertThat(one.at(.99)).isEqualTo(7);
    }

    @Test
    void there_are_none_of_nothing() {
        assertThatThrownBy(() -> Percentiles.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
