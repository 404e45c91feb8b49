package dev.everlog.memory;

import dev.everlog.eventlog.IdempotencyKey;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import dev.everlog.eventlog.tail.SavedText;
import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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

        @Override
        public Snapshots.Contents save(Requests state) {
            Map<String, Answered> now = Map.copyOf(state.byKey);
            return out -> write(now, out);
        }

        private static void write(Map<String, Answered> byKey, DataOutputStream out)
                throws IOException {
            out.writeInt(byKey.size());
            for (Map.Entry<String, Answered> each : byKey.entrySet()) {
                SavedText.write(out, each.getKey());
                out.writeLong(each.getValue().first);
                out.writeLong(each.getValue().last);
                SavedText.write(out, each.getValue().digest);
            }
        }

        @Override
        public Requests load(DataInputStream saved) throws IOException {
            Requests state = new Requests();
            for (int left = saved.readInt(); left > 0; left--) {
                state.byKey.put(
                        SavedText.read(saved),
                        new Answered(saved.readLong(), saved.readLong(), SavedText.read(saved)));
            }
            return state;
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
