package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import dev.everlog.eventlog.tail.SavedText;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.custom.EventSchema;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The schemas that were registered for each type of event, all versions of them. */
final class Schemas {
    /** Folds {@code log.schema_registered}. */
    static final class Fold implements Projection<Schemas> {
        @Override
        public String name() {
            return "schemas";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Schemas empty() {
            return new Schemas();
        }

        @Override
        public void apply(Schemas state, StoredEvent event) {
            if (MemoryEventCodec.SCHEMA_REGISTERED.equals(event.type()) && !event.isErased()) {
                state.add(event.position().value(), event.version(), event.data());
            }
        }

        @Override
        public Snapshots.Contents save(Schemas state) {
            List<Registered> now = state.byType.values().stream().flatMap(List::stream).toList();
            return out -> {
                out.writeInt(now.size());
                for (Registered each : now) {
                    out.writeLong(each.position);
                    out.writeLong(each.version);
                    SavedText.write(out, each.data);
                }
            };
        }

        @Override
        public Schemas load(DataInputStream saved) throws IOException {
            Schemas state = new Schemas();
            for (int left = saved.readInt(); left > 0; left--) {
                state.add(saved.readLong(), saved.readLong(), SavedText.read(saved));
            }
            return state;
        }
    }

    /** One version, which is compiled when it is first needed. Thread-safe. */
    static final class Registered {
        private final long position;
        private final long version;
        private final String data;
        private final MemoryEvent.SchemaRegistered said;
        private volatile @Nullable EventSchema compiled;

        private Registered(long position, long version, String data) {
            this.position = position;
            this.version = version;
            this.data = data;
            this.said = Json.MAPPER.readValue(data, MemoryEvent.SchemaRegistered.class);
        }

        long position() {
            return position;
        }

        long version() {
            return version;
        }

        MemoryEvent.SchemaRegistered said() {
            return said;
        }

        EventSchema schema() {
            EventSchema known = compiled;
            if (known == null) {
                known = EventSchema.of(said.schema());
                compiled = known;
            }
            return known;
        }
    }

    private final TreeMap<String, List<Registered>> byType = new TreeMap<>();

    private void add(long position, long version, String data) {
        Registered next = new Registered(position, version, data);
        byType.computeIfAbsent(next.said.type(), type -> new ArrayList<>()).add(next);
    }

    /** The version in force as of a position, null if there is none. */
    @Nullable Registered find(String type, long asOf) {
        List<Registered> versions = versions(type, asOf);
        return versions.isEmpty() ? null : versions.getLast();
    }

    /** Oldest first. */
    List<Registered> versions(String type, long asOf) {
        return byType.getOrDefault(type, List.of()).stream()
                .filter(each -> each.position <= asOf)
                .toList();
    }

    /** In order of the alphabet. */
    List<String> types(long asOf) {
        return byType.entrySet().stream()
                .filter(each -> each.getValue().getFirst().position <= asOf)
                .map(Map.Entry::getKey)
                .toList();
    }

    void digest(Canonical out) {
        out.add(byType.size());
        byType.values().stream()
                .flatMap(List::stream)
                .forEach(each -> {
                    out.add(each.position);
                    out.add(each.version);
                    out.add(each.data);
                });
    }
}
