package dev.everlog.tools;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.Memory;
import dev.everlog.memory.recall.Recalled;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

    /** A place in a ranking; the text is read again when it is shown. */
    record Place(int ordinal, double score, List<Recalled.Reason> reasons) {}

    /** A recall without its texts. */
    record Ranking(List<Place> places, @Nullable Freshness freshness) {
        static Ranking of(Recalled recalled) {
            var places =
                    recalled.hits().stream()
                            .map(hit -> new Place(hit.text().ordinal(), hit.score(), hit.reasons()))
                            .toList();
            return new Ranking(places, Freshness.of(recalled));
        }
    }

    private final Map<Key, Ranking> latest = new LinkedHashMap<>();

    /** The ranking of this recall, made now unless it is known. */
    Ranking get(Key key, Supplier<Recalled> recall) {
        synchronized (latest) {
            var known = latest.get(key);
            if (known != null) {
                return known;
            }
        }
        var made = Ranking.of(recall.get());
        synchronized (latest) {
            latest.putIfAbsent(key, made);
            if (latest.size() > MOST) {
                latest.remove(latest.keySet().iterator().next());
            }
        }
        return made;
    }
}
