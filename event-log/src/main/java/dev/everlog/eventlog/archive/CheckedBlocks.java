package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.LogException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.zip.CRC32C;

/**
 * Which blocks of a segment this process has compared with the manifest: each when something of it is read for the first
 * time, so that one read need not wait for the whole file. Thread-safe.
 */
final class CheckedBlocks {
    private final Segment segment;
    private final BitSet same = new BitSet();

    CheckedBlocks(Segment segment) {
        this.segment = segment;
    }

    /**
     * Compares the blocks that hold some bytes of the file, unless that was done.
     *
     * @throws LogException {@code CORRUPT} when one is not as it was sealed
     */
    void require(Path path, FileChannel file, long offset, int length) throws IOException {
        int last = Math.toIntExact((offset + Math.max(length, 1) - 1) / Segment.BLOCK);
        for (int block = Math.toIntExact(offset / Segment.BLOCK); block <= last; block++) {
            if (!isSame(block)) {
                compare(path, file, block);
            }
        }
    }

    private synchronized boolean isSame(int block) {
        return same.get(block);
    }

    private void compare(Path path, FileChannel file, int block) throws IOException {
        long from = (long) block * Segment.BLOCK;
        int length = (int) Math.min(Segment.BLOCK, file.size() - from);
        CRC32C crc = new CRC32C();
        crc.update(SegmentBytes.read(file, from, length));
        if (block >= segment.blocks().size()
                || segment.blocks().get(block) != (int) crc.getValue()) {
            throw segment.notAsSealed(path, block);
        }
        synchronized (this) {
            same.set(block);
        }
    }
}
