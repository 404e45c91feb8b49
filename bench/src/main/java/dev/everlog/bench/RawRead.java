package dev.everlog.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads all files of a directory and checks their bytes: what any reader of a log pays at least. */
final class RawRead {
    private static final int BLOCK_BYTES = 1 << 16;

    private RawRead() {}

    /** Bytes that were read, each taken once into a CRC32C and once into a SHA-256. */
    static long run(Path directory) throws IOException {
        List<Path> files;
        try (var all = Files.walk(directory)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        var crc = new CRC32C();
        MessageDigest digest = digest();
        long bytes = 0;
        for (Path file : files) {
            bytes += run(file, crc, digest);
        }
        return bytes;
    }

    private static long run(Path file, CRC32C crc, MessageDigest digest) throws IOException {
        long bytes = 0;
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        try (var channel = FileChannel.open(file)) {
            while (channel.read(block.clear()) > 0) {
                bytes += block.flip().limit();
                crc.update(block.duplicate());
                digest.update(block);
            }
        }
        return bytes;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
