package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, 0.5714",
        "abc, abc, 1",
        "abc, xyz, 0",
        "'', '', 1",
        "'', ab, 0",
        "abcd, acbd, 0.5",
        "ab, ba, 0"
    })
    void sequences_are_as_alike_as_their_edit_distance_says(String a, String b, double alike) {
        assertThat(Comparison.similarity(a.chars().toArray(), b.chars().toArray()))
                .isCloseTo(alike, within(1e-4));
        assertThat(Comparison.similarity(b.chars().toArray(), a.chars().toArray()))
                .isCloseTo(alike, within(1e-4));
    }
}
