package dev.everlog.eventlog.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a log at one moment, without the zeros at their ends, to be put elsewhere. Mutable; confined.
 *
 * @param files by path relative to the log
 */
record LogCopy(Map<Path, Bytes> files) {
    /** What a file holds: bytes up to the last that is not zero, and the size of the whole. */
    static final class Bytes {
        private final byte[] written;
        private final long size;

        Bytes(byte[] written, long size) {
            this.written = written;
            this.size = size;
        }

        byte[] written() {
            return written;
        }

        long size() {
            return size;
        }

        static Bytes of(Path file) throws IOException {
            byte[] all = Files.readAllBytes(file);
            int end = all.length;
            while (end > 0 && all[end - 1] == 0) {
                end--;
            }
            return new Bytes(Arrays.copyOf(all, end), all.length);
        }

        Bytes cutAt(int length) {
            return new Bytes(Arrays.copyOf(written, length), length);
        }
    }

    static LogCopy of(Path log) throws IOException {
        Map<Path, Bytes> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(log)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(log.relativize(file), Bytes.of(file));
            }
        }
        return new LogCopy(files);
    }

    LogCopy copy() {
        return new LogCopy(new TreeMap<>(files));
    }

    /** Paths that end so, in order. */
    List<Path> named(String end) {
        return new ArrayList<>(
                files.keySet().stream().filter(f -> f.toString().endsWith(end)).toList());
    }

    /** Holes stay holes. */
    void writeTo(Path log) throws IOException {
        for (Map.Entry<Path, Bytes> each : files.entrySet()) {
            Path target = log.resolve(each.getKey());
            Files.createDirectories(target.getParent());
            try (RandomAccessFile out = new RandomAccessFile(target.toFile(), "rw")) {
                out.write(each.getValue().written());
                out.setLength(each.getValue().size());
            }
        }
    }
}
