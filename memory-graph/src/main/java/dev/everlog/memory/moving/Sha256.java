package dev.everlog.memory.moving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, hexadecimal. */
final class Sha256 {
    private Sha256() {}

    static String hex(String text) {
        return HexFormat.of().formatHex(digesting().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest digesting() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
