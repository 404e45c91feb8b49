package dev.everlog.eventlog.archive;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.Hash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sealed events that were read of late, because most who read one read its neighbours next, and decoding a row costs as
 * much as decoding a page. Thread-safe.
 */
final class Chunks {
    /** In a chunk: to decode four times as many takes half as long again. */
    private static final int EVENTS = 64;

    /** About 10 MB of usual events. */
    private static final int MOST = 256;

    /**
     * A part of a segment.
     *
     * @param sha256 of the file
     * @param after the position before its first
     */
    record Chunk(Hash sha256, long after) {
        /** The one that holds a position of the segment. */
        static Chunk holding(Segment segment, long position) {
            long inside = position - segment.first();
            return new Chunk(segment.sha256(), segment.first() - 1 + inside - inside % EVENTS);
        }

        /** The last position, or beyond the last of the segment. */
        long last() {
            return after + EVENTS;
        }
    }

    private final Map<Chunk, List<StoredEvent>> recent = new LinkedHashMap<>(MOST, 0.75f, true);

    synchronized @Nullable List<StoredEvent> get(Chunk chunk) {
        return recent.get(chunk);
    }

    /** Forgets what other files held. */
    synchronized void retain(Set<Hash> files) {
        recent.keySet().removeIf(chunk -> !files.contains(chunk.sha256));
    }

    synchronized void put(Chunk chunk, List<StoredEvent> events) {
        recent.put(chunk, events);
        if (recent.size() > MOST) {
            recent.remove(recent.keySet().iterator().next());
        }
    }
}
