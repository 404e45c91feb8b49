package dev.everlog.eventlog.tail;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * The 16 random bytes that are hashed in front of an event's data, so that nobody can guess short data from their
 * digest. Immutable.
 *
 * @param high first 8 bytes, big-endian
 * @param low last 8 bytes
 */
public record Salt(long high, long low) {
    /** Of a salt. */
    public static final int BYTES = 16;

    /** Reads the next 16 bytes. */
    public static Salt from(ByteBuffer buffer) {
        return new Salt(buffer.getLong(), buffer.getLong());
    }

    /** A new array of {@link #BYTES}. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** What the chain keeps of the data, which are read to their end. */
    Hash digest(ByteBuffer data) {
        MessageDigest digest = Hash.start();
        digest.update(bytes());
        digest.update(data);
        return Hash.finish(digest);
    }
}
