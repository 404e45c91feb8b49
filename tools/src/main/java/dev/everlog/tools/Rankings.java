package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Memory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The rankings of the latest recalls. What is visible can be pinned to a position, but not how texts score: each new
 * text changes how rare a word is. So a later page goes on in the ranking of the first one; if that is forgotten, or was
 * another process's, it is ranked again. Thread-safe.
 */
final class Rankings {
    /** Recalls whose next page may still be asked for; at most 1,000 places each, about 6 MB in all. */
    private static final int MOST = 64;

    /** One recall, whoever asks for its next page. */
    record Key(Memory memory, String question, Position position, Instant now) {}

    private final Map<Key, Object> latest = new LinkedHashMap<>();

    /**
     * The ranking of this recall, made now unless it is known.
     *
     * @param type the same for the same key
     */
    <T> T get(Key key, Class<T> type, Supplier<T> recall) {
        synchronized (latest) {
            var known = latest.get(key);
            if (known != null) {
                return type.cast(known);
            }
        }
        var made = recall.get();
        synchronized (latest) {
            latest.putIfAbsent(key, made);
            if (latest.size() > MOST) {
                latest.remove(latest.keySet().iterator().next());
            }
        }
        return made;
    }
}
