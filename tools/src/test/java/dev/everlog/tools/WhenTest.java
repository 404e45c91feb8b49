package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTest {
    private static final Instant NOW = Instant.parse("2026-05-03T10:30:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-05-01T08:00:00Z, 2026-05-01T08:00:00Z",
        "2026-05-01T08:00:00.5+02:00, 2026-05-01T06:00:00.500Z",
        "2026-05-01 08:00:00Z, 2026-05-01T08:00:00Z",
        "2026-05-01, 2026-05-01T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z",
        "now, 2026-05-03T10:30:00Z",
        "Today, 2026-05-03T00:00:00Z",
        "yesterday, 2026-05-02T00:00:00Z",
        "tomorrow, 2026-05-04T00:00:00Z",
        "-7d, 2026-04-26T10:30:00Z",
        "-2h, 2026-05-03T08:30:00Z",
        "+30m, 2026-05-03T11:00:00Z",
        "-1w, 2026-04-26T10:30:00Z",
        "-90s, 2026-05-03T10:28:30Z",
    })
    void readsEveryFormAndAnswersInUtc(String text, Instant expected) {
        assertThat(new When(text).from(NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-01, 2026-05-01T23:59:59.999999999Z",
        "yesterday, 2026-05-02T23:59:59.999999999Z",
        "-7d, 2026-04-26T10:30:00Z",
    })
    void aDayAsAnEndIsTheWholeDay(String text, Instant expected) {
        assertThat(new When(text).through(NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "7d",
                "-7y",
                "2026-13-01",
                "2026-02-30",
                "2026-05-01T08:00:00",
                "05/01/2026",
                "1714550400",
                "-99999999999d"
            })
    void refusesOtherFormsAndNamesTheRightOnes(String text) {
        assertThatThrownBy(() -> new When(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-05-03T10:00:00Z")
                .hasMessageContaining("-7d");
    }

    @Test
    void theTextOfAWrongTimeIsShownShortAndOnOneLine() {
        assertThatThrownBy(() -> new When("next\nweek".repeat(1000)))
                .hasMessageContaining("\"next\\nweek")
                .satisfies(
                        e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n"));
    }

    @Test
    void aPointInTheLogIsAPositionOrATime() {
        assertThat(new PointInLog("e1042").resolve(NOW)).hasToString("At[position=e1042]");
        assertThat(new PointInLog("yesterday").resolve(NOW))
                .hasToString("Time[instant=2026-05-02T23:59:59.999999999Z]");
        assertThatThrownBy(() -> new PointInLog("e-1")).hasMessageContaining("e1042");
    }
}
