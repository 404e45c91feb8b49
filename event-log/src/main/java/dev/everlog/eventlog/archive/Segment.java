package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.Damage;
import dev.everlog.eventlog.LogException;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.tail.Archive;
import dev.everlog.eventlog.tail.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One sealed Parquet file, as the manifest knows it. Immutable.
 *
 * @param first position of its first event
 * @param last position of its last event
 * @param before hash of the frame before it
 * @param after hash of its last frame
 * @param sha256 of the file
 * @param blocks CRC32C of each {@link #BLOCK} of the file, to tell where it is damaged
 */
record Segment(long first, long last, Hash before, Hash after, Hash sha256, List<Integer> blocks) {
    /** Bytes. */
    static final int BLOCK = 1 << 16;

    /** Of the names of segments. */
    static final String SUFFIX = ".parquet";

    private static final int NAME_DIGITS = 16;

    Segment {
        blocks = List.copyOf(blocks);
    }

    /** A file just written, of which the caller knows what is in it. */
    static Segment of(Path file, long first, long last, Hash before, Hash after)
            throws IOException {
        List<Integer> blocks = new ArrayList<>();
        Hash sha256 = read(file, blocks);
        return new Segment(first, last, before, after, sha256, blocks);
    }

    /** Where the segment before it ends. */
    Archive.End behind() {
        return new Archive.End(new Position(first - 1), before);
    }

    /** The name tells the content, so another version of the same range never takes the place of this one. */
    String fileName() {
        return "%020d-%s%s".formatted(first, sha256.toString().substring(0, NAME_DIGITS), SUFFIX);
    }

    /**
     * Reads the whole file.
     *
     * @throws LogException {@code CORRUPT} unless it is, to the last bit, what was sealed
     */
    void check(Path file) throws IOException {
        List<Integer> found = new ArrayList<>();
        Hash sum;
        try {
            sum = read(file, found);
        } catch (NoSuchFileException e) {
            throw missing(file);
        }
        if (!sum.equals(sha256)) {
            int block = 0;
            while (block < Math.min(found.size(), blocks.size())
                    && found.get(block).equals(blocks.get(block))) {
                block++;
            }
            throw notAsSealed(file, block);
        }
    }

    /** What to say of its file when a block of it is not what the manifest knows. */
    LogException notAsSealed(Path file, int block) {
        return damaged(file, (long) block * BLOCK, "is not as it was sealed");
    }

    /** What to say when its file is not there. */
    LogException missing(Path file) {
        return damaged(file, 0, "is missing");
    }

    private LogException damaged(Path file, long offset, String how) {
        return new LogException(
                new Damage(file, offset, new Position(first)),
                "the archive's "
                        + file
                        + " "
                        + how
                        + " (offset "
                        + offset
                        + "): it holds the events "
                        + new Position(first)
                        + " to "
                        + new Position(last));
    }

    private static Hash read(Path file, List<Integer> blocks) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digested = new DigestInputStream(in, Hash.start())) {
            byte[] block = new byte[BLOCK];
            for (int n = digested.readNBytes(block, 0, BLOCK);
                    n > 0;
                    n = digested.readNBytes(block, 0, BLOCK)) {
                CRC32C crc = new CRC32C();
                crc.update(block, 0, n);
                blocks.add((int) crc.getValue());
            }
            return Hash.finish(digested.getMessageDigest());
        }
    }
}
