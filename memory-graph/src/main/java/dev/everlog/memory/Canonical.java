package dev.everlog.memory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over values in an order that their writer fixes. Each text is preceded by its length, numbers are big-endian. */
final class Canonical {
    private final MessageDigest sha;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    Canonical() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Digest of one text, hexadecimal. */
    static String digest(String text) {
        Canonical out = new Canonical();
        out.add(text);
        return out.hex();
    }

    void add(long value) {
        sha.update(number.clear().putLong(value).flip());
    }

    void add(double value) {
        add(Double.doubleToLongBits(value));
    }

    void add(@Nullable String text) {
        if (text == null) {
            add(-1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        sha.update(bytes);
    }

    /** 64 hexadecimal digits; begins anew. */
    String hex() {
        return HexFormat.of().formatHex(sha.digest());
    }
}
