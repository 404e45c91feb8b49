package dev.everlog.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What every client's model is told about this server, before any tool. */
final class Instructions {
    /** Bytes: what the clients that cut are known to show. */
    static final int MAX_BYTES = 2048;

    static final String TEXT = load();

    private Instructions() {}

    private static String load() {
        try (var text = Instructions.class.getResourceAsStream("instructions.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
