package dev.everlog.memory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What would be hidden if some acts of hiding and restoring had never been. */
final class ActsWithout {
    /** What an act turned. */
    private record Turned(
            List<Long> hidden, List<Long> shown, boolean undoesWork, @Nullable Long undoes) {}

    private ActsWithout() {}

    /**
     * The events that the acts turned, and whether each would be hidden without them. Reads every act of the log, if
     * there is one to be left out.
     */
    static Map<Long, Boolean> of(Reading reading, List<Long> without) {
        Map<Long, Boolean> hidden = new TreeMap<>();
        if (without.isEmpty()) {
            return hidden;
        }
        Map<Long, Turned> acts = acts(reading);
        for (long act : without) {
            Turned turned = acts.getOrDefault(act, new Turned(List.of(), List.of(), false, null));
            turned.hidden.forEach(event -> hidden.put(event, false));
            turned.shown.forEach(event -> hidden.put(event, false));
        }
        Set<Long> leftOut = new HashSet<>(without);
        leftOut.addAll(undoneAgain(acts));
        acts.forEach((act, turned) -> {
            if (!leftOut.contains(act)) {
                turned.hidden.forEach(event -> hidden.computeIfPresent(event, (_, _) -> true));
                turned.shown.forEach(event -> hidden.computeIfPresent(event, (_, _) -> false));
            }
        });
        return hidden;
    }

    /** Work that was undone and restored is as if neither had been, though one of them hides. */
    private static Set<Long> undoneAgain(Map<Long, Turned> acts) {
        Set<Long> pairs = new HashSet<>();
        acts.forEach((act, turned) -> {
            Turned undone = turned.undoes == null ? null : acts.get(turned.undoes);
            if (undone != null && undone.undoesWork) {
                pairs.add(act);
                pairs.add(turned.undoes);
            }
        });
        return pairs;
    }

    private static Map<Long, Turned> acts(Reading reading) {
        EventIndex index = reading.states().index();
        Map<Long, Turned> acts = new TreeMap<>();
        Map<String, Boolean> known = new HashMap<>();
        LongStream.rangeClosed(1, reading.position().value())
                .filter(at ->
                        known.computeIfAbsent(index.type(at), MemoryEventCodec::concernsVisibility))
                .forEach(at -> acts.put(at, turned(reading, at)));
        return acts;
    }

    private static Turned turned(Reading reading, long act) {
        return switch (MemoryEventCodec.decode(reading.event(act))) {
            case MemoryEvent.EventsHidden(var hidden, _, _, _, var shown, Boolean undoes) ->
                    new Turned(hidden, shown, Boolean.TRUE.equals(undoes), null);
            case MemoryEvent.EventsRestored(var shown, _, Long undoes, var hidden) ->
                    new Turned(hidden, shown, false, undoes);
            case MemoryEvent.Consolidated(_, _, var hidden, _) ->
                    new Turned(hidden, List.of(), false, null);
            case null, default -> new Turned(List.of(), List.of(), false, null);
        };
    }
}
