package dev.everlog.eventlog.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Dictionary pages that were read of late: who wants one value of a page needs all of its dictionary, and that takes
 * longer to decompress than the page. Thread-safe.
 */
final class Dictionaries {
    /** Those of about 40 row groups of 10,000 subjects each. */
    private static final long MOST_BYTES = 16 << 20;

    private final Map<Key, PlainDictionary> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * A dictionary page.
     *
     * @param file of the segment, whose name tells the content
     * @param offset of the page
     */
    record Key(Path file, long offset) {}

    /** How one is read that is not known. */
    @FunctionalInterface
    interface Reading {
        PlainDictionary read() throws IOException;
    }

    PlainDictionary at(Key key, Reading reading) throws IOException {
        PlainDictionary known = get(key);
        if (known == null) {
            known = reading.read();
            put(key, known);
        }
        return known;
    }

    private synchronized @Nullable PlainDictionary get(Key key) {
        return recent.get(key);
    }

    private synchronized void put(Key key, PlainDictionary read) {
        if (recent.put(key, read) == null) {
            bytes += read.bytes();
        }
        Iterator<PlainDictionary> oldest = recent.values().iterator();
        while (bytes > MOST_BYTES) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    /** Forgets those of other files. */
    synchronized void retain(Set<Path> files) {
        if (recent.keySet().removeIf(key -> !files.contains(key.file))) {
            bytes = recent.values().stream().mapToLong(PlainDictionary::bytes).sum();
        }
    }
}
