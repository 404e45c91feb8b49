package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnicodeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\uD83D\\uDE00\"",
                "\"\\\\ud800\"",
                "\"\\n\\u0041\"",
                "plain",
                "\"\\",
                "\"\\u00"
            })
    void whole_characters_are_fine(String json) {
        assertThat(UnicodeText.loneSurrogate(json)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\uDE00\"",
                "\"\\ud800x\\udc00\"",
                "\"\\ud83d\\ud83d\\ude00\"",
                "\"\\uD800"
            })
    void half_a_character_is_found_where_it_is(String json) {
        assertThat(UnicodeText.loneSurrogate(json)).isEqualTo(1);
    }

    @Test
    void an_escaped_backslash_does_not_hide_what_follows() {
        assertThat(UnicodeText.loneSurrogate("\"\\\\\\ud800\"")).isEqualTo(3);
    }

    @Test
    void bytes_that_are_not_utf8_are_refused_and_not_replaced() {
        assertThatThrownBy(() -> UnicodeText.decode(ByteBuffer.wrap(new byte[] {'a', (byte) 0xC3})))
                .isInstanceOf(CharacterCodingException.class);
    }
}
