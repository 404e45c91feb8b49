package dev.everlog.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen, and what a client must bring. Immutable.
 *
 * @param host name or address to bind; anything but this machine's loopback needs a token
 * @param port 0 takes a free one
 * @param token that requests carry as {@code Authorization: Bearer}, or null for none
 */
record HttpConfig(String host, int port, @Nullable String token) {
    static final String DEFAULT_HOST = "127.0.0.1";
    static final int DEFAULT_PORT = 3900;

    /** Characters: what 128 random bits take as hex digits. */
    private static final int MIN_TOKEN_LENGTH = 32;

    private static final int MAX_PORT = 65_535;

    HttpConfig {
        if (port < 0 || port > MAX_PORT) {
            throw new ConfigurationException("--port must be 0.." + MAX_PORT + ", was " + port);
        }
        if (token != null && token.length() < MIN_TOKEN_LENGTH) {
            throw new ConfigurationException(
                    "the token is too short to be safe: give at least "
                            + MIN_TOKEN_LENGTH
                            + " characters, for instance from `openssl rand -hex 32`");
        }
        if (token == null && !isLoopback(host)) {
            throw new ConfigurationException(
                    "--host "
                            + host
                            + " can be reached from other machines: set EVERLOG_TOKEN"
                            + " (for instance from `openssl rand -hex 32`) or stay on "
                            + DEFAULT_HOST);
        }
    }

    /** Whether only this machine can connect. */
    boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    "--host " + host + " is not an address of this machine");
        }
    }
}
