package dev.everlog.server;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port as a header names them, for instance {@code 127.0.0.1:3900} or {@code [::1]:3900}. Immutable.
 *
 * @param name in lower case, an IPv6 address with its brackets
 * @param port -1 where none is named
 */
record Authority(String name, int port) {
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(\\[[0-9a-f:.]{2,45}]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::([0-9]{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final String ORIGIN_PREFIX = "http://";
    private static final int MAX_PORT = 65_535;

    /** Reads a Host header. */
    static Optional<Authority> parse(String text) {
        Matcher parts = SHAPE.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
        return port == 0 || port > MAX_PORT
                ? Optional.empty()
                : Optional.of(new Authority(parts.group(1), port));
    }

    /** Reads an Origin header; this server speaks plain HTTP, so no other scheme can be its own. */
    static Optional<Authority> ofOrigin(String origin) {
        return origin.startsWith(ORIGIN_PREFIX)
                ? parse(origin.substring(ORIGIN_PREFIX.length()))
                : Optional.empty();
    }

    /** Whether this is the machine itself, by the one reserved name or by address; nothing is looked up. */
    boolean isLoopback() {
        if (!ADDRESS.matcher(name).matches()) {
            return name.equals("localhost");
        }
        try {
            return InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
