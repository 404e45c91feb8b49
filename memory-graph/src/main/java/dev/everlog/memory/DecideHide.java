package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.memory.PageRequest.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of hiding events. Pure. */
final class DecideHide {
    /**
     * What a call would do.
     *
     * @param positions to be hidden or restored, ascending
     * @param others to be turned the other way with them, ascending
     * @param skipped what is left alone, each with why
     */
    record Plan(List<Long> positions, List<Long> others, List<String> skipped) {
        String token() {
            return Consents.token("events" + others, positions);
        }

        @Nullable String shownToken() {
            return Consents.shown(token(), things());
        }

        int things() {
            return positions.size() + others.size();
        }

        List<Position> events() {
            return DecideHide.positions(positions);
        }
    }

    static List<Position> positions(List<Long> values) {
        return values.stream().map(Position::new).toList();
    }

    private DecideHide() {}

    static Decision decide(Reading reading, HideEvents request, Instant now) {
        Plan plan = plan(reading, request);
        Consents.check(request.consent(), plan.token(), plan.things());
        return decision(
                reading, now, List.of(), plan.positions, request.reason(), List.of(), List.of());
    }

    /** Also for forgetting, which hides what made a thing. */
    static Decision decision(
            Reading reading,
            Instant now,
            List<String> subjects,
            List<Long> positions,
            String reason,
            List<String> nodes,
            List<Long> edges) {
        Set<String> guarded = new HashSet<>(subjects);
        guarded.add(MemoryEvent.VISIBILITY);
        return new Decision(
                positions.isEmpty()
                        ? List.of()
                        : List.of(
                                Decision.Draft.of(
                                        MemoryEvent.VISIBILITY,
                                        now,
                                        new MemoryEvent.EventsHidden(
                                                positions, reason, nodes, edges, List.of(), null))),
                new AppendCondition.Unchanged(guarded, reading.position()));
    }

    /**
     * The answer, from what was written.
     *
     * @param plan as of before it
     */
    static HideEvents.Result answer(Optional<Written> written, Plan plan) {
        if (written.isEmpty()) {
            return new HideEvents.Result(null, null, List.of(), plan.skipped, null);
        }
        StoredEvent act = written.get().last();
        if (!(MemoryEventCodec.decode(act) instanceof MemoryEvent.EventsHidden hidden)) {
            throw new IllegalStateException("nothing was hidden at " + act.position());
        }
        return new HideEvents.Result(
                written.get().receipt(),
                act.position(),
                positions(hidden.positions()),
                plan.skipped,
                null);
    }

    static Plan plan(Reading reading, HideEvents request) {
        EventQuery matching = request.matching();
        if (matching != null) {
            EventIndex index = reading.states().index();
            return limited(
                    new EventSearch(reading.in(request.scope()), matching)
                            .visible(Order.ASC)
                            .filter(at -> whyStays(index.type(at)).isEmpty())
                            .limit(HideEvents.MAX_EVENTS + 1L)
                            .boxed(),
                    List.of());
        }
        Set<Long> positions = new TreeSet<>();
        List<String> skipped = new ArrayList<>();
        for (Position event : request.events()) {
            String why = whyNot(reading, event);
            if (why.isEmpty()) {
                positions.add(event.value());
            } else {
                skipped.add(event + ": " + why);
            }
        }
        return limited(positions.stream(), skipped);
    }

    static Plan limited(Stream<Long> positions, List<String> skipped) {
        List<Long> all = positions.toList();
        if (all.size() > HideEvents.MAX_EVENTS) {
            throw new MemoryException(
                    MemoryException.Kind.LIMIT,
                    "more than " + HideEvents.MAX_EVENTS + " events match",
                    "narrow it, for example by since and until, and call several times");
        }
        return new Plan(all, List.of(), List.copyOf(skipped));
    }

    private static String whyNot(Reading reading, Position event) {
        if (event.value() < 1 || event.isAfter(reading.position())) {
            throw MemoryException.notFound(
                    "there is no event " + event, "the log ends at " + reading.position());
        }
        if (!reading.sees(event.value())) {
            return "hidden already";
        }
        return whyStays(reading.states().index().type(event.value()));
    }

    /** Why an event cannot be hidden by its handle, empty if it can. */
    static String whyStays(String type) {
        if (MemoryEventCodec.isRule(type)) {
            return "a rule stays visible; replace it by a newer version";
        }
        return MemoryEventCodec.concernsVisibility(type)
                ? "an act of hiding or restoring stays visible; undo it with restore_events"
                : "";
    }
}
