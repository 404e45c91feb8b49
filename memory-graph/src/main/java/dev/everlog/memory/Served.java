package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import dev.everlog.eventlog.tail.Snapshots;
import dev.everlog.memory.graph.Node;
import dev.everlog.memory.graph.NodeVersion;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * The recall ledger by what was served: which entries name an event. 16 bytes for each name in an entry, and
 * 200 for each version that was ever served.
 */
final class Served {
    /** Folds {@code log.recall_served}. */
    static final class Fold implements Projection<Served> {
        @Override
        public String name() {
            return "served";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Served empty() {
            return new Served(new LongColumn(), new LongColumn());
        }

        @Override
        public void apply(Served state, StoredEvent event) {
            if (event.type().equals(MemoryEventCodec.RECALL_SERVED)
                    && MemoryEventCodec.decode(event)
                            instanceof MemoryEvent.RecallServed(_, _, _, var events)) {
                events.forEach(each -> state.add(each, event.position().value()));
            }
        }

        @Override
        public Snapshots.Contents save(Served state) {
            LongColumn events = state.events.frozen();
            LongColumn entries = state.entries.frozen();
            return out -> {
                events.writeTo(out);
                entries.writeTo(out);
            };
        }

        @Override
        public Served load(DataInputStream saved) throws IOException {
            return new Served(LongColumn.readFrom(saved), LongColumn.readFrom(saved));
        }
    }

    private static final long[] NOWHERE = {};

    private final LongColumn events;
    private final LongColumn entries;
    private final Map<Long, LongColumn> byEvent = new HashMap<>();

    private Served(LongColumn events, LongColumn entries) {
        this.events = events;
        this.entries = entries;
        for (int row = 0; row < events.size(); row++) {
            link(events.get(row), entries.get(row));
        }
    }

    private void add(long event, long entry) {
        events.add(event);
        entries.add(entry);
        link(event, entry);
    }

    private void link(long event, long entry) {
        byEvent.computeIfAbsent(event, any -> new LongColumn()).add(entry);
    }

    /** Positions of the entries that name an event, ascending. */
    long[] naming(long event) {
        LongColumn found = byEvent.get(event);
        return found == null
                ? NOWHERE
                : LongStream.range(0, found.size()).map(i -> found.get((int) i)).toArray();
    }

    /** The first entry that is seen, 0 if none is. */
    long first(LongPredicate sees) {
        for (int row = 0; row < entries.size(); row++) {
            if (sees.test(entries.get(row))) {
                return entries.get(row);
            }
        }
        return 0;
    }

    /** The last entry that is seen and names a version of a node, 0 if none does. */
    long last(Node node, LongPredicate sees) {
        return node.versions().stream()
                .map(NodeVersion::position)
                .flatMapToLong(event -> LongStream.of(naming(event)))
                .filter(sees)
                .max()
                .orElse(0);
    }

    void digest(Canonical out) {
        events.digest(out);
        entries.digest(out);
    }
}
