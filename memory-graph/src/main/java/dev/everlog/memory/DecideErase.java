package dev.everlog.memory;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Erasure;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of erasing: which events lose their data, and what wishes for it. Pure. */
final class DecideErase {
    /**
     * What a call would do.
     *
     * @param positions to be erased, ascending, hidden or not
     * @param subjects that nobody may have written about since it was decided
     * @param kept what is left alone, each with why
     */
    record Plan(List<Long> positions, List<String> subjects, List<String> kept) {
        String token() {
            return Consents.token("erase", positions);
        }

        List<Position> events() {
            return DecideHide.positions(positions);
        }
    }

    private DecideErase() {}

    static Plan plan(Reading reading, EventQuery which) {
        List<String> kept = new ArrayList<>();
        for (Position named : which.positions()) {
            String why = whyNot(reading, named);
            if (!why.isEmpty()) {
                kept.add(named + ": " + why);
            }
        }
        boolean byHandle = !which.positions().isEmpty();
        EventIndex index = reading.states().index();
        Set<Long> positions = new TreeSet<>();
        new EventSearch(reading, which)
                .all()
                .filter(at -> whyStays(reading, at).isEmpty())
                .filter(at -> byHandle || !MemoryEventCodec.isRule(index.type(at)))
                .forEach(positions::add);
        return withVectors(reading, positions, List.of(), kept);
    }

    /** Of what made some things: what others wrote of them in their projects is theirs. */
    static Plan plan(Reading reading, DecideForget.Plan things) {
        List<String> kept = new ArrayList<>();
        Set<Long> positions = new TreeSet<>();
        for (long at : things.positions()) {
            if (!includes(reading, at)) {
                kept.add(new Position(at) + ": " + OTHERS);
            } else if (whyStays(reading, at).isEmpty()) {
                positions.add(at);
            }
        }
        return withVectors(reading, positions, things.subjects(), kept);
    }

    /** Whoever attached a vector to a text: it tells what the text says. */
    private static Plan withVectors(
            Reading reading, Set<Long> positions, List<String> subjects, List<String> kept) {
        EventIndex index = reading.states().index();
        reading.states().embeddings().attachedTo(Set.copyOf(positions)).stream()
                .filter(at -> !index.isErased(at))
                .forEach(positions::add);
        return new Plan(List.copyOf(positions), subjects, List.copyOf(kept));
    }

    private static final String OTHERS = "of another project; name it by project";

    private static String whyNot(Reading reading, Position event) {
        if (event.value() < 1 || event.isAfter(reading.position())) {
            throw MemoryException.notFound(
                    "there is no event " + event, "the log ends at " + reading.position());
        }
        return includes(reading, event.value()) ? whyStays(reading, event.value()) : OTHERS;
    }

    private static boolean includes(Reading reading, long at) {
        return reading.vantage().scope().includes(reading.states().index().project(at));
    }

    private static String whyStays(Reading reading, long at) {
        String type = reading.states().index().type(at);
        if (reading.states().index().isErased(at)) {
            return "erased already";
        }
        if (MemoryEventCodec.concernsVisibility(type)) {
            return "an act of hiding or restoring stays, else what it hides would be seen";
        }
        return Erasure.tells(type) ? "what tells of erasing stays" : "";
    }

    /** The wish, or as many as it takes; none where there is nothing to erase. */
    static Decision decide(
            Reading reading, Plan plan, String reason, Consent consent, Instant now) {
        if (plan.positions.isEmpty()) {
            return Decision.NOTHING;
        }
        Consents.checkSeen(consent, plan.token(), "erasing cannot be undone");
        List<Decision.Draft> wishes = new ArrayList<>();
        for (Erasure erasure : Erasure.of(Positions.of(plan.events()), reason)) {
            wishes.add(draft(wish(plan.token(), wishes.size()), erasure, now));
        }
        return new Decision(
                wishes,
                new AppendCondition.Unchanged(new HashSet<>(plan.subjects), reading.position()));
    }

    private static Decision.Draft draft(UUID id, Erasure erasure, Instant now) {
        return new Decision.Draft(
                id, Erasure.subject(id), Erasure.ERASING, now, erasure.data(), null, null, null);
    }

    /**
     * What a wish is called that was made with a token: the same events are erased once, however often that is asked for.
     *
     * @param number of the wishes of one call, from 0
     */
    static UUID wish(@Nullable String token, int number) {
        return UUID.nameUUIDFromBytes(
                ("erase " + token + " " + number).getBytes(StandardCharsets.UTF_8));
    }
}
