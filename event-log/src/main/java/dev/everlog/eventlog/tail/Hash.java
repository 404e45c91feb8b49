package dev.everlog.eventlog.tail;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256. Immutable. */
public final class Hash {
    /** Of a hash. */
    public static final int BYTES = 32;

    /** The hash before the first frame of a log. */
    public static final Hash GENESIS = new Hash(new byte[BYTES]);

    private static final MessageDigest FRESH = sha256();

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of one that is never fed: looking an algorithm up takes longer than hashing an event. */
    public static MessageDigest start() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of Java can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of what was fed. */
    public static Hash finish(MessageDigest digest) {
        return new Hash(digest.digest());
    }

    /** Reads the next 32 bytes. */
    public static Hash from(ByteBuffer buffer) {
        byte[] bytes = new byte[BYTES];
        buffer.get(bytes);
        return new Hash(bytes);
    }

    /** Writes its 32 bytes. */
    public void putInto(ByteBuffer buffer) {
        buffer.put(bytes);
    }

    void feed(MessageDigest digest) {
        digest.update(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
