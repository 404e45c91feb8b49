package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import dev.everlog.memory.StartSession.Started;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of sessions. For one reading; each costs 10 ns an event of the session, or a start of any. */
public final class SessionReads {
    /** Starts that are read for who went on with whom, 6 us each. */
    private static final int LOOKED_AT = 1_000;

    /** What a brief tells line by line. */
    private static final Set<String> TOLD =
            Set.of(
                    MemoryEventCodec.REMEMBERED,
                    MemoryEventCodec.SESSION_STARTED,
                    MemoryEventCodec.RECALL_SERVED);

    private final Reading reading;

    public SessionReads(Reading reading) {
        this.reading = reading;
    }

    /** The newest that was started in the scope by whatever agent, but for one. */
    public Optional<Started> last(@Nullable String except) {
        return starts(
                        written(null, MemoryEventCodec.SESSION_STARTED)
                                .filter(at -> !Objects.equals(session(at), except)))
                .findFirst();
    }

    /** When and what for a session was started, the newest first; more than once if it was resumed. */
    public List<Started> of(String session) {
        return starts(written(session, MemoryEventCodec.SESSION_STARTED)).toList();
    }

    /**
     * The newest that go on with a session, the newest first, each as it was started last; among the {@value #LOOKED_AT}
     * newest starts.
     */
    public List<Started> children(String session, int most) {
        Set<String> seen = new HashSet<>();
        return starts(
                        written(null, MemoryEventCodec.SESSION_STARTED)
                                .filter(at -> !session.equals(session(at)))
                                .limit(LOOKED_AT))
                .filter(started -> session.equals(started.parent()) && seen.add(started.session()))
                .limit(most)
                .toList();
    }

    /** The session that an event started; empty for another event, and for one whose data were erased. */
    public Optional<Started> at(Position event) {
        return Optional.ofNullable(StartSession.of(reading.event(event.value())));
    }

    private Stream<Started> starts(LongStream positions) {
        return positions
                .mapToObj(at -> StartSession.of(reading.event(at)))
                .flatMap(Stream::ofNullable);
    }

    /** Position of the last event that a session wrote itself, 0 if there is none. */
    public long lastOf(String session) {
        return written(session).filter(at -> !reading.isServing(at)).findFirst().orElse(0);
    }

    /** The newest answers with memories in them that a session got, where a ledger is kept. */
    public List<Serving> servedTo(String session, int most) {
        return written(session, MemoryEventCodec.RECALL_SERVED)
                .mapToObj(at -> Serving.of(reading, at))
                .flatMap(Optional::stream)
                .limit(most)
                .toList();
    }

    /**
     * What was done beside remembering.
     *
     * @param last the newest of the events
     * @param byType how many of each, the most frequent first
     */
    public record Deeds(Position last, Map<String, Long> byType) {}

    /** What a session did after a position; empty for nothing. */
    public Optional<Deeds> deedsOf(String session, Position after) {
        return deeds(written(session), after);
    }

    /** What all others did after a position; empty for nothing. */
    public Optional<Deeds> deedsBeside(@Nullable String session, Position after) {
        var all =
                new EventSearch(reading, EventQuery.ALL)
                        .visible(PageRequest.Order.DESC)
                        .filter(at -> session == null || !session.equals(session(at)));
        return deeds(all, after);
    }

    private Optional<Deeds> deeds(LongStream newestFirst, Position after) {
        EventIndex index = reading.states().index();
        long[] events =
                newestFirst
                        .takeWhile(at -> at > after.value())
                        .filter(at -> !TOLD.contains(index.type(at)))
                        .toArray();
        Map<String, Long> counts = new HashMap<>();
        for (long at : events) {
            counts.merge(index.type(at), 1L, Long::sum);
        }
        return events.length == 0
                ? Optional.empty()
                : Optional.of(new Deeds(new Position(events[0]), Counts.ordered(counts)));
    }

    /** Visible events of these types, all if there are none, the newest first. */
    private LongStream written(@Nullable String session, String... types) {
        var query = new EventQuery(List.of(), List.of(types), List.of(), null, null, session, null);
        return new EventSearch(reading, query).visible(PageRequest.Order.DESC);
    }

    private @Nullable String session(long at) {
        return reading.states().index().session(at);
    }
}
