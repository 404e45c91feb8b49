package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConfigTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void loopback_needs_no_token(String host) {
        assertThat(new HttpConfig(host, 0, null).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void off_loopback_only_with_a_token(String host) {
        assertThatThrownBy(() -> new HttpConfig(host, 0, null))
                .hasMessageContaining("EVERLOG_TOKEN");
        assertThat(new HttpConfig(host, 0, TOKEN).isLoopback()).isFalse();
    }

    @Test
    void a_short_token_is_refused() {
        assertThatThrownBy(() -> new HttpConfig("0.0.0.0", 0, "secret"))
                .hasMessageContaining("at least 32");
    }

    @Test
    void a_port_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> new HttpConfig("127.0.0.1", 65_536, null))
                .hasMessageContaining("0..65535");
    }
}
