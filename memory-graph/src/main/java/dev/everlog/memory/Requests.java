package dev.everlog.memory;

import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The requests that came with an idempotency key, and where their events are. */
final class Requests {
    /** Folds the keys of all events. */
    static final class Fold implements Projection<Requests> {
        @Override
        public String name() {
            return "requests";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Requests empty() {
            return new Requests();
        }

        @Override
        public void apply(Requests state, StoredEvent event) {
            IdempotencyKey key = event.event().idempotencyKey();
            if (key != null) {
                long position = event.position().value();
                state.byKey.merge(
                        key.key(),
                        new Answered(position, position, key.requestDigest()),
                        (first, next) -> new Answered(first.first, next.last, first.digest));
            }
        }
    }

    /** Positions of a request's first and last event, and the digest of what was asked for. */
    record Answered(long first, long last, String digest) {}

    private final Map<String, Answered> byKey = new HashMap<>();

    @Nullable Answered find(String key) {
        return byKey.get(key);
    }

    void digest(Canonical out) {
        out.add(byKey.size());
        new TreeMap<>(byKey)
                .forEach((key, request) -> {
                    out.add(key);
                    out.add(request.first);
                    out.add(request.last);
                    out.add(request.digest);
                });
    }
}
