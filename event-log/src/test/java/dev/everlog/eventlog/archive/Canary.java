package dev.everlog.eventlog.archive;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks for a word in every byte of every file, also in what is compressed with Zstandard, as pages of segments are. */
public final class Canary {
    private static final int ZSTD_MAGIC = 0xFD2FB528;

    private Canary() {}

    /** The files that hold the word. */
    public static List<Path> holders(Path directory, String word) throws IOException {
        List<Path> holders = new ArrayList<>();
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (holds(file, word)) {
                            holders.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException gone) {
                        return FileVisitResult.CONTINUE; // the log is open, and works on its files
                    }
                });
        return holders;
    }

    private static boolean holds(Path file, String word) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (contains(bytes, word)) {
                return true;
            }
            ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at + Integer.BYTES <= bytes.length; at++) {
                if (numbers.getInt(at) == ZSTD_MAGIC && contains(decompressed(bytes, at), word)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    private static byte[] decompressed(byte[] bytes, int at) {
        try {
            int length =
                    Math.toIntExact(Zstd.findFrameCompressedSize(bytes, at, bytes.length - at));
            byte[] frame = Arrays.copyOfRange(bytes, at, at + length);
            return Zstd.decompress(frame, Math.toIntExact(Zstd.getFrameContentSize(frame)));
        } catch (ZstdException e) {
            return new byte[0]; // four bytes that look like a frame
        }
    }

    private static boolean contains(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(word);
    }
}
