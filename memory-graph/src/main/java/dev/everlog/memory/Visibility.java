package dev.everlog.memory;

import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.fold.Projection;
import dev.everlog.eventlog.tail.Snapshots;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Which events are hidden, as of every position. For each event that was ever hidden: the positions at which it was
 * hidden, restored, hidden again, and so on. An act takes effect at its own position.
 */
final class Visibility {
    /** Folds {@code events.hidden}, {@code events.restored} and {@code events.consolidated}. */
    static final class Fold implements Projection<Visibility> {
        @Override
        public String name() {
            return "visibility";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Visibility empty() {
            return new Visibility();
        }

        @Override
        public void apply(Visibility state, StoredEvent event) {
            if (!MemoryEventCodec.concernsVisibility(event.type())) {
                return;
            }
            long act = event.position().value();
            switch (MemoryEventCodec.decode(event)) {
                case MemoryEvent.EventsHidden(var hidden, _, _, _, var shown, _) ->
                        state.turn(act, hidden, shown);
                case MemoryEvent.EventsRestored(var shown, _, _, var hidden) ->
                        state.turn(act, hidden, shown);
                case MemoryEvent.Consolidated(_, _, var hidden, _) ->
                        state.turn(act, hidden, List.of());
                case null, default -> {}
            }
        }

        @Override
        public Snapshots.Contents save(Visibility state) {
            Map<Long, long[]> now = new TreeMap<>(state.turns); // the arrays are never changed
            return out -> write(now, out);
        }

        private static void write(Map<Long, long[]> turns, DataOutputStream out)
                throws IOException {
            out.writeInt(turns.size());
            for (Map.Entry<Long, long[]> each : turns.entrySet()) {
                out.writeLong(each.getKey());
                out.writeInt(each.getValue().length);
                for (long act : each.getValue()) {
                    out.writeLong(act);
                }
            }
        }

        @Override
        public Visibility load(DataInputStream saved) throws IOException {
            Visibility state = new Visibility();
            for (int left = saved.readInt(); left > 0; left--) {
                long position = saved.readLong();
                long[] acts = new long[saved.readInt()];
                for (int i = 0; i < acts.length; i++) {
                    acts[i] = saved.readLong();
                }
                state.put(position, acts);
            }
            return state;
        }
    }

    private final TreeMap<Long, long[]> turns = new TreeMap<>();

    /** The keys of the turns: most events were never hidden, and each look at an event asks. */
    private final BitSet ever = new BitSet();

    private long lastAct;

    private void turn(long act, List<Long> hidden, List<Long> shown) {
        hidden.forEach(position -> turn(position, act, true));
        shown.forEach(position -> turn(position, act, false));
    }

    /** Turning to what is already the case changes nothing, so that acts may overlap. */
    private void turn(long position, long act, boolean hide) {
        long[] known = turns.getOrDefault(position, new long[0]);
        boolean hidden = known.length % 2 == 1;
        if (hidden != hide) {
            long[] longer = Arrays.copyOf(known, known.length + 1);
            longer[known.length] = act;
            put(position, longer);
        }
    }

    private void put(long position, long[] acts) {
        turns.put(position, acts);
        ever.set(Math.toIntExact(position)); // as an index holds no more
        lastAct = Math.max(lastAct, acts[acts.length - 1]);
    }

    /** The last act that changed anything; 0 if none ever did. */
    long lastAct() {
        return lastAct;
    }

    /** The act that hides an event as of a position, 0 if none does. */
    long hiddenBy(long position, long asOf) {
        if (!ever.get((int) position)) {
            return 0;
        }
        long[] acts = Objects.requireNonNull(turns.get(position));
        int count = 0;
        while (count < acts.length && acts[count] <= asOf) {
            count++;
        }
        return count % 2 == 1 ? acts[count - 1] : 0;
    }

    /** The acts that hid and restored an event, in turns, ascending. */
    long[] acts(long position) {
        return turns.getOrDefault(position, new long[0]).clone();
    }

    boolean sees(long position, long asOf) {
        return position <= asOf && hiddenBy(position, asOf) == 0;
    }

    /** Positions of the events that are hidden as of a position, ascending. */
    long[] hidden(long asOf) {
        return turns.keySet().stream()
                .mapToLong(Long::longValue)
                .filter(position -> position <= asOf && hiddenBy(position, asOf) != 0)
                .toArray();
    }

    void digest(Canonical out) {
        out.add(turns.size());
        turns.forEach((position, acts) -> {
            out.add(position);
            out.add(acts.length);
            for (long act : acts) {
                out.add(act);
            }
        });
    }
}
