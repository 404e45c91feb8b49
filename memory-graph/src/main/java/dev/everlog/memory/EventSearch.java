package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the events of a query: envelopes in the columns of the index, and the data, if it is asked for, in the log. For
 * one reading.
 */
final class EventSearch {
    private final Reading reading;
    private final EventIndex index;
    private final EventQuery query;
    private final long since;
    private final long until;

    EventSearch(Reading reading, EventQuery query) {
        this.reading = reading;
        this.index = reading.states().index();
        this.query = query;
        this.since = Micros.of(query.since(), Long.MIN_VALUE);
        this.until = Micros.of(query.until(), Long.MAX_VALUE);
    }

    /** Positions of visible events, ascending or descending, lazily. */
    LongStream visible(PageRequest.Order order) {
        return find(order, reading::sees);
    }

    /** Positions of hidden events, ascending. */
    LongStream hidden() {
        return Arrays.stream(reading.states().visibility().hidden(reading.position().value()))
                .filter(this::matches);
    }

    private LongStream find(PageRequest.Order order, LongPredicate eligible) {
        long end = reading.position().value();
        long[] few = few(end);
        long count = few == null ? end : few.length;
        return LongStream.range(0, count)
                .map(i -> order == PageRequest.Order.ASC ? i : count - 1 - i)
                .map(i -> few == null ? i + 1 : few[(int) i])
                .filter(eligible)
                .filter(this::matches);
    }

    /** Ascending, all that can match; null where that is not known without a look at each event. */
    private long @Nullable [] few(long end) {
        if (!query.positions().isEmpty()) {
            return query.positions().stream()
                    .mapToLong(Position::value)
                    .filter(position -> position >= 1 && position <= end)
                    .sorted()
                    .distinct()
                    .toArray();
        }
        boolean exact =
                !query.subjects().isEmpty()
                        && query.subjects().stream().noneMatch(s -> s.endsWith("/*"));
        return exact ? positionsAboutSubjects(end) : null;
    }

    private long[] positionsAboutSubjects(long end) {
        List<Long> found = new ArrayList<>();
        query.subjects().stream()
                .distinct()
                .forEach(subject -> index.positions(subject, end, found::add));
        return found.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private boolean matches(long position) {
        return matchesEnvelope(position) && matchesPayload(position);
    }

    private boolean matchesEnvelope(long position) {
        long occurred = index.occurredMicros(position);
        return occurred >= since
                && occurred < until
                && reading.vantage().scope().includes(index.project(position))
                && (query.session() == null || query.session().equals(index.session(position)))
                && (query.actor() == null || query.actor().equals(index.actor(position)))
                && (query.positions().isEmpty()
                        || query.positions().contains(new Position(position)))
                && anyOf(query.types(), index.type(position))
                && anyOf(query.subjects(), index.subject(position));
    }

    static boolean anyOf(List<String> wanted, String found) {
        return wanted.isEmpty() || wanted.stream().anyMatch(pattern -> fits(pattern, found));
    }

    static boolean fits(String pattern, String found) {
        return pattern.endsWith("*")
                ? found.startsWith(pattern.substring(0, pattern.length() - 1))
                : found.equals(pattern);
    }

    private boolean matchesPayload(long position) {
        if (query.payload().isEmpty()) {
            return true;
        }
        JsonNode data = Json.object(reading.event(position).data());
        return PayloadMatch.all(query.payload(), data);
    }
}
