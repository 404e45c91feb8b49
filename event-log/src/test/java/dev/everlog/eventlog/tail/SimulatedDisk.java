package dev.everlog.eventlog.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Real files, and what a power cut would leave of them. Readers see what was written; the stable bytes are what a force
 * has taken. In a crash every page that was written since is old or new, by chance. A page whose flush failed counts as
 * clean afterwards, as on Linux: a later force reports success and does not write it. The mark is never forced, so a
 * crash leaves any of its former contents. Thread-safe.
 */
final class SimulatedDisk {
    static final int PAGE = 4_096;

    /** One file, whatever its name is by now. */
    static final class Image {
        private byte[] stable = {};
        private final BitSet dirty = new BitSet();
    }

    private final Map<Object, Image> images = new HashMap<>();
    private final List<byte[]> marks = new ArrayList<>();
    private long room = Long.MAX_VALUE;

    /** The image of the file that is open in a channel; the file is there. */
    synchronized Image image(Path file) throws IOException {
        return images.computeIfAbsent(inode(file), fresh -> new Image());
    }

    private static Object inode(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** How many more bytes can be written. */
    synchronized void leaveRoom(long bytes) {
        room = bytes;
    }

    synchronized long room() {
        return room;
    }

    /** Writes what there is room for, which may be less than asked for. */
    synchronized int write(Image image, FileChannel channel, long at, ByteBuffer bytes)
            throws IOException {
        bytes.limit((int) Math.min(bytes.limit(), bytes.position() + room));
        int written = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
        room -= written;
        if (written > 0) {
            image.dirty.set((int) (at / PAGE), (int) ((at + written - 1) / PAGE) + 1);
        }
        return written;
    }

    /** Takes some of the dirty pages to stable storage and forgets about the others. */
    synchronized void flush(Image image, FileChannel channel, IntPredicate taken)
            throws IOException {
        ByteBuffer now = ByteBuffer.allocate((int) channel.size());
        while (now.hasRemaining() && channel.read(now, now.position()) > 0) {
            // until all is read
        }
        int[] pages = image.dirty.stream().filter(taken).toArray();
        int size = image.stable.length;
        for (int page : pages) {
            size = Math.max(size, Math.min((page + 1) * PAGE, now.limit()));
        }
        image.stable = Arrays.copyOf(image.stable, size);
        for (int page : pages) {
            int from = page * PAGE;
            now.get(from, image.stable, from, Math.min(PAGE, size - from));
        }
        image.dirty.clear();
    }

    /** To be called when the mark may have been written. */
    synchronized void noteMark(Path log) throws IOException {
        byte[] now = Files.readAllBytes(log.resolve("mark"));
        if (marks.isEmpty() || !Arrays.equals(marks.getLast(), now)) {
            marks.add(now);
        }
    }

    /** Nobody may have the files open for writing any more. */
    synchronized void crash(Path log, Random random) throws IOException {
        noteMark(log);
        untrim(log, random);
        try (Stream<Path> files = Files.walk(log.resolve("generations"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                crashFile(file, random);
            }
        }
        byte[] left =
                marks.get(random.nextBoolean() ? marks.size() - 1 : random.nextInt(marks.size()));
        Files.write(log.resolve("mark"), left);
        marks.clear();
        marks.add(left);
        room = Long.MAX_VALUE;
    }

    /** To be called before generations may be deleted: nobody forces that, so a crash can bring them back. */
    static void keepGenerations(Path log) throws IOException {
        Path kept = Files.createDirectories(log.resolve("kept"));
        for (Path file : list(log.resolve("generations"))) {
            Path link = kept.resolve(file.getFileName());
            if (Files.notExists(link)) {
                Files.createLink(link, file);
            }
        }
    }

    private void untrim(Path log, Random random) throws IOException {
        for (Path link : list(log.resolve("kept"))) {
            Path file = log.resolve("generations").resolve(link.getFileName());
            if (Files.notExists(file)) {
                if (random.nextBoolean()) {
                    Files.createLink(file, link);
                } else {
                    images.remove(inode(link)); // the next file may get its number
                }
            }
            Files.delete(link);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        }
    }

    private void crashFile(Path file, Random random) throws IOException {
        Image image = Objects.requireNonNull(image(file));
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            flush(image, channel, page -> random.nextBoolean());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(image.stable), 0);
        }
    }
}
