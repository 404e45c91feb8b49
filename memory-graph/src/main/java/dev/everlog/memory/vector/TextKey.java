package dev.everlog.memory.vector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Names a text: the first 128 bits of the SHA-256 of its UTF-8 form. Two texts with one name are not to be expected.
///
/// @param high the first eight bytes, big endian
/// @param low the next eight
public record TextKey(long high, long low) {

    /// Bytes of a key in a file.
    static final int BYTES = 16;

    /// O(length of the text).
    public static TextKey of(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return read(ByteBuffer.wrap(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static TextKey read(ByteBuffer bigEndian) {
        return new TextKey(bigEndian.getLong(), bigEndian.getLong());
    }

    void write(ByteBuffer bigEndian) {
        bigEndian.putLong(high).putLong(low);
    }
}
