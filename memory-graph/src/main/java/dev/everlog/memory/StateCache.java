package dev.everlog.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * States of subjects that were folded a short while ago. Nobody tells it what has changed: an entry is good as long as
 * its subject has no newer event and nothing was hidden or restored since, and both can be looked up. What is erased
 * leaves with the memory that it was read in, which is made anew. Thread-safe.
 */
final class StateCache {
    /** Characters of states as JSON: about 20 MB of objects. */
    private static final long MAX_CHARS = 8L << 20;

    /** What an entry takes beside the characters of its state. */
    private static final int CHARS_OF_AN_ENTRY = 200;

    private record Key(String subject, Reconstruct.Merge merge) {}

    private final Cache<Key, Reconstruct.Result> results =
            Caffeine.newBuilder()
                    .maximumWeight(MAX_CHARS)
                    .weigher(StateCache::chars)
                    .executor(Runnable::run) // no thread of its own
                    .build();

    private static int chars(Key key, Reconstruct.Result result) {
        return CHARS_OF_AN_ENTRY + result.state().toString().length();
    }

    /** The state as it is seen in a reading, if it is known. */
    Reconstruct.@Nullable Result find(String subject, Reconstruct.Merge merge, Reading reading) {
        Reconstruct.Result known = results.getIfPresent(new Key(subject, merge));
        if (known == null) {
            return null;
        }
        long both = Math.min(known.asOf().value(), reading.position().value());
        return reading.states().index().newest(subject) <= both
                        && reading.states().visibility().lastAct() <= both
                ? known.at(reading.position())
                : null;
    }

    /** @param result without history */
    void keep(Reconstruct.Merge merge, Reconstruct.Result result) {
        results.put(new Key(result.subject(), merge), result);
    }
}
