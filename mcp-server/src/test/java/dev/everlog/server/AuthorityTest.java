package dev.everlog.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:3900",
                "127.0.0.1:1",
                "127.9.9.9",
                "[::1]:65535",
                "[0:0:0:0:0:0:0:1]"
            })
    void these_are_this_machine(String host) {
        assertThat(Authority.parse(host))
                .hasValueSatisfying(authority -> assertThat(authority.isLoopback()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com",
                "localhost.evil.com:3900",
                "127.0.0.1.evil.com",
                "128.0.0.1",
                "[::2]",
                "0.0.0.0",
                "2130706433"
            })
    void these_are_not_this_machine(String host) {
        assertThat(Authority.parse(host))
                .hasValueSatisfying(authority -> assertThat(authority.isLoopback()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":3900",
                "localhost:",
                "localhost:0",
                "localhost:65536",
                "localhost:x",
                "a b",
                "user@localhost",
                "[::1",
                "localhost:80:80",
                "localhost/x"
            })
    void these_are_no_authority(String host) {
        assertThat(Authority.parse(host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://localhost:3900",
                "file://",
                "http://localhost:3900/x",
                "localhost:3900"
            })
    void these_origins_are_never_ours(String origin) {
        assertThat(Authority.ofOrigin(origin)).isEmpty();
    }
}
