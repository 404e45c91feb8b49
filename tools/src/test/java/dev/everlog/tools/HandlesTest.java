package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlesTest {
    @Test
    void neighboursAreOneRange() {
        assertThat(Handles.ranges(positions(1, 4, 5, 6, 9))).containsExactly("e1", "e4-e6", "e9");
        assertThat(Handles.ranges(List.of())).isEmpty();
    }

    @Test
    void tellsHowManyRangesItDoesNotShow() {
        var scattered = positions(LongStream.range(1, 300).map(i -> 2 * i).toArray());

        assertThat(Handles.shown(scattered)).hasSize(101).last().isEqualTo("… 199 more ranges");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1042", "e", "e0", "e-1", "E5x", "n17", "e99999999999999999999"})
    void refusesWhatIsNoHandleWithAnExample(String text) {
        assertThatThrownBy(() -> new Handle(text)).hasMessageContaining("e1042");
    }

    private static List<Position> positions(long... values) {
        return LongStream.of(values).mapToObj(Position::new).toList();
    }
}
