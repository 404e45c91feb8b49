package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules of restoring hidden events. Pure. */
final class DecideRestore {
    private DecideRestore() {}

    static Decision decide(Reading reading, RestoreEvents request, Instant now) {
        DecideHide.Plan plan = plan(reading, request);
        // One deletion is undone as one thing: it was looked at when it was made.
        int things = request.deletion() == null ? plan.positions().size() : 1;
        Consents.check(request.consent(), plan.token(), things);
        Position deletion = request.deletion();
        MemoryEvent event =
                new MemoryEvent.EventsRestored(
                        plan.positions(),
                        request.reason(),
                        deletion == null ? null : deletion.value());
        return new Decision(
                plan.positions().isEmpty()
                        ? List.of()
                        : List.of(Decision.Draft.of(MemoryEvent.VISIBILITY, now, event)),
                new AppendCondition.Unchanged(Set.of(MemoryEvent.VISIBILITY), reading.position()));
    }

    /**
     * The answer, from what was written.
     *
     * @param plan as of before it
     */
    static RestoreEvents.Result answer(Optional<Written> written, DecideHide.Plan plan) {
        if (written.isEmpty()) {
            return new RestoreEvents.Result(null, List.of(), plan.skipped(), null);
        }
        StoredEvent act = written.get().last();
        if (!(MemoryEventCodec.decode(act) instanceof MemoryEvent.EventsRestored restored)) {
            throw new IllegalStateException("nothing was restored at " + act.position());
        }
        return new RestoreEvents.Result(
                written.get().receipt(),
                restored.positions().stream().map(Position::new).toList(),
                plan.skipped(),
                null);
    }

    static DecideHide.Plan plan(Reading reading, RestoreEvents request) {
        EventQuery matching = request.matching();
        if (matching != null) {
            return new DecideHide.Plan(
                    new EventSearch(reading.in(request.scope()), matching)
                            .hidden()
                            .limit(HideEvents.MAX_EVENTS)
                            .boxed()
                            .toList(),
                    List.of());
        }
        Position deletion = request.deletion();
        return split(reading, deletion == null ? request.events() : hiddenBy(reading, deletion));
    }

    private static DecideHide.Plan split(Reading reading, List<Position> events) {
        Set<Long> positions = new TreeSet<>();
        List<String> impossible = new ArrayList<>();
        for (Position event : events) {
            if (event.isAfter(reading.position())) {
                throw MemoryException.notFound(
                        "there is no event " + event, "the log ends at " + reading.position());
            }
            if (reading.sees(event.value())) {
                impossible.add(event + ": not hidden");
            } else {
                positions.add(event.value());
            }
        }
        return new DecideHide.Plan(List.copyOf(positions), List.copyOf(impossible));
    }

    private static List<Position> hiddenBy(Reading reading, Position deletion) {
        boolean there = deletion.value() >= 1 && !deletion.isAfter(reading.position());
        if (there
                && MemoryEventCodec.decode(reading.event(deletion.value()))
                        instanceof MemoryEvent.EventsHidden hidden) {
            return hidden.positions().stream().map(Position::new).toList();
        }
        throw MemoryException.notFound(
                deletion + " is no deletion",
                "give the undo handle that memory_forget or delete_events answered; query_events with type"
                        + " events.hidden lists them");
    }
}
