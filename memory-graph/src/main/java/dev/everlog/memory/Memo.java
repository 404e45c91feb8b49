package dev.everlog.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that took a look at all of a memory, by the question and where it was asked from. As of a position they are the
 * same for ever; what is erased leaves with the memory that it was read in, which is made anew. Thread-safe.
 */
final class Memo {
    /** A session asks the same few questions as of now, and perhaps as of one or two other times. */
    private static final int MOST = 32;

    private record Key(Object question, long position, Scope scope, @Nullable Instant validAt) {}

    private final Cache<Key, Object> answers =
            Caffeine.newBuilder()
                    .maximumSize(MOST)
                    .softValues() // the map of a large memory takes some megabytes
                    .executor(Runnable::run) // no thread of its own
                    .build();

    /** @param question equal for equal questions only, and of one type of answer */
    @SuppressWarnings("unchecked") // as the question says
    <R> R answer(Object question, Reading reading, Supplier<R> answer) {
        Vantage vantage = reading.vantage();
        Key key = new Key(question, reading.position().value(), vantage.scope(), vantage.validAt());
        Object known = answers.getIfPresent(key);
        if (known != null) {
            return (R) known;
        }
        R found = answer.get();
        answers.put(key, found);
        return found;
    }
}
