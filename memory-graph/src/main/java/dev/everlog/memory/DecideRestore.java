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
import java.util.stream.LongStream;

/** The rules of restoring hidden events. Pure. */
final class DecideRestore {
    private DecideRestore() {}

    static Decision decide(Reading reading, RestoreEvents request, Instant now) {
        DecideHide.Plan plan = plan(reading, request);
        // One deletion is undone as one thing: it was looked at when it was made.
        int things = request.deletion() == null ? plan.things() : 1;
        Consents.check(request.consent(), plan.token(), things);
        Position deletion = request.deletion();
        MemoryEvent event =
                new MemoryEvent.EventsRestored(
                        plan.positions(),
                        request.reason(),
                        deletion == null ? null : deletion.value(),
                        plan.others());
        return new Decision(
                plan.things() == 0
                        ? List.of()
                        : List.of(Decision.Draft.of(MemoryEvent.VISIBILITY, now, event)),
                new AppendCondition.Unchanged(Set.of(MemoryEvent.VISIBILITY), reading.position()));
    }

    /** The answer of a dry run. */
    static RestoreEvents.Result preview(DecideHide.Plan plan, RestoreEvents request) {
        return new RestoreEvents.Result(
                null,
                plan.events(),
                DecideHide.positions(plan.others()),
                plan.skipped(),
                request.deletion() == null ? plan.shownToken() : null);
    }

    /**
     * The answer, from what was written.
     *
     * @param plan as of before it
     */
    static RestoreEvents.Result answer(Optional<Written> written, DecideHide.Plan plan) {
        if (written.isEmpty()) {
            return new RestoreEvents.Result(null, List.of(), List.of(), plan.skipped(), null);
        }
        StoredEvent act = written.get().last();
        if (!(MemoryEventCodec.decode(act) instanceof MemoryEvent.EventsRestored restored)) {
            throw new IllegalStateException("nothing was restored at " + act.position());
        }
        return new RestoreEvents.Result(
                written.get().receipt(),
                DecideHide.positions(restored.positions()),
                DecideHide.positions(restored.hidden()),
                plan.skipped(),
                null);
    }

    static DecideHide.Plan plan(Reading reading, RestoreEvents request) {
        EventQuery matching = request.matching();
        if (matching != null) {
            EventIndex index = reading.states().index();
            return DecideHide.limited(
                    new EventSearch(reading.in(request.scope()), matching)
                            .hidden()
                            .filter(event -> !index.isErased(event))
                            .limit(HideEvents.MAX_EVENTS + 1L)
                            .boxed(),
                    List.of());
        }
        Position deletion = request.deletion();
        return deletion == null
                ? split(reading, request.events().stream().map(Position::value).toList(), List.of())
                : undone(reading, deletion);
    }

    private static DecideHide.Plan split(Reading reading, List<Long> back, List<Long> away) {
        Set<Long> positions = new TreeSet<>();
        List<String> impossible = new ArrayList<>();
        for (long event : back) {
            if (event > reading.position().value()) {
                throw MemoryException.notFound(
                        "there is no event e" + event, "the log ends at " + reading.position());
            }
            if (reading.sees(event)) {
                impossible.add("e" + event + ": not hidden");
            } else if (reading.states().index().isErased(event)) {
                impossible.add("e" + event + ": its data were erased");
            } else {
                positions.add(event);
            }
        }
        return new DecideHide.Plan(
                List.copyOf(positions),
                away.stream().filter(reading::sees).toList(),
                List.copyOf(impossible));
    }

    /** What an act hid comes back, and what came with it goes. */
    private static DecideHide.Plan undone(Reading reading, Position act) {
        boolean there = act.value() >= 1 && !act.isAfter(reading.position());
        return switch (there ? MemoryEventCodec.decode(reading.event(act.value())) : null) {
            case MemoryEvent.EventsHidden(var hidden, _, _, _, var shown, _) ->
                    split(reading, hidden, shown);
            case MemoryEvent.Consolidated(_, _, var hidden, int wrote) ->
                    split(
                            reading,
                            hidden,
                            LongStream.range(act.value() - wrote, act.value()).boxed().toList());
            case null, default ->
                    throw MemoryException.notFound(
                            act + " is no deletion",
                            "give the undo handle that memory_forget, delete_events or memory_consolidate"
                                    + " answered; query_events with type events.* lists them");
        };
    }
}
