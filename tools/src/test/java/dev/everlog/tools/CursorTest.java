package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.Position;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final Cursor CURSOR =
            new Cursor(new Position(1042), Instant.parse("2026-05-03T10:00:00.123Z"), "20");

    @Test
    void comesBackAsItWasForTheSameQuestion() {
        assertThat(Cursor.decode(CURSOR.encode("tea"), "tea")).isEqualTo(CURSOR);
    }

    @Test
    void isRefusedForAnotherQuestion() {
        assertRefused(CURSOR.encode("tea"), "coffee");
    }

    @Test
    void isRefusedWhenAnyCharacterIsChanged() {
        String text = CURSOR.encode("tea");
        for (int i = 0; i < text.length() - 1; i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(text.substring(0, i) + other + text.substring(i + 1), "tea");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "not a cursor!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isRefusedWhenItIsNone(String text) {
        assertRefused(text, "tea");
    }

    private static void assertRefused(String cursor, String question) {
        assertThatThrownBy(() -> Cursor.decode(cursor, question))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("another question");
    }
}
