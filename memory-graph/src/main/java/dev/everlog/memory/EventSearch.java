package dev.everlog.memory;

import dev.everlog.eventlog.Position;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the events of a query: envelopes in the columns of the index, and the data, if it is asked for, in the log. For
 * one reading.
 */
final class EventSearch {
    /** One event of so many is found soon enough by looking at each; fewer are gathered first, 10 ns each. */
    private static final long GATHERED = 16;

    private final Reading reading;
    private final EventIndex index;
    private final EventQuery query;
    private final long since;
    private final long until;
    private final @Nullable BitSet types;
    private final @Nullable BitSet sessions;
    private final @Nullable BitSet actors;
    private final LongPredicate inScope;

    /** Null also for a pattern: there are too many subjects to try it on each. */
    private final @Nullable BitSet subjects;

    EventSearch(Reading reading, EventQuery query) {
        this.reading = reading;
        this.index = reading.states().index();
        this.query = query;
        this.since = Micros.of(query.since(), Long.MIN_VALUE);
        this.until = Micros.of(query.until(), Long.MAX_VALUE);
        this.inScope = index.in(reading.vantage().scope());
        this.types = numbers(index.names(), query.types());
        this.sessions = numbers(index.names(), query.session());
        this.actors = numbers(index.names(), query.actor());
        this.subjects =
                query.subjects().stream().anyMatch(each -> each.endsWith("*"))
                        ? null
                        : numbers(index.subjects(), query.subjects());
    }

    /** Positions of visible events, ascending or descending, lazily. */
    LongStream visible(PageRequest.Order order) {
        return find(order, reading::sees);
    }

    /** Positions of events, hidden or not, ascending, lazily. */
    LongStream all() {
        return find(PageRequest.Order.ASC, position -> true);
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

    /** Ascending, all that can match; null where those are too many to be gathered before the first is wanted. */
    private long @Nullable [] few(long end) {
        if (!query.positions().isEmpty()) {
            return query.positions().stream()
                    .mapToLong(Position::value)
                    .filter(position -> position >= 1 && position <= end)
                    .sorted()
                    .distinct()
                    .toArray();
        }
        return chains().min(Comparator.comparingLong(Linked::count))
                .filter(fewest -> fewest.count() <= end / GATHERED)
                .map(fewest -> fewest.positions(end))
                .orElse(null);
    }

    /** Rows that have one of these numbers. */
    private record Linked(Chain chain, BitSet numbers) {
        long count() {
            return numbers.stream().mapToLong(chain::count).sum();
        }

        long[] positions(long end) {
            LongStream.Builder found = LongStream.builder();
            numbers.stream().forEach(number -> chain.positions(number, end, found::add));
            return found.build().sorted().toArray();
        }
    }

    private Stream<Linked> chains() {
        return Stream.of(
                        linked(index.types(), types),
                        linked(index.sessions(), sessions),
                        linked(index.abouts(), subjects))
                .flatMap(Optional::stream);
    }

    private static Optional<Linked> linked(Chain chain, @Nullable BitSet numbers) {
        return Optional.ofNullable(numbers).map(these -> new Linked(chain, these));
    }

    private boolean matches(long position) {
        return matchesEnvelope(position) && matchesPayload(position);
    }

    private boolean matchesEnvelope(long position) {
        long occurred = index.occurredMicros(position);
        return occurred >= since
                && occurred < until
                && inScope.test(position)
                && isIn(sessions, index.sessionNumber(position))
                && isIn(actors, index.actorNumber(position))
                && isIn(types, index.typeNumber(position))
                && (query.positions().isEmpty()
                        || query.positions().contains(new Position(position)))
                && isAbout(position);
    }

    private boolean isAbout(long position) {
        return subjects == null
                ? query.subjects().isEmpty() || anyOf(query.subjects(), index.subject(position))
                : subjects.get(index.subjectNumber(position));
    }

    /** What has no number is wanted only where everything is. */
    private static boolean isIn(@Nullable BitSet wanted, int number) {
        return wanted == null || (number != Names.NONE && wanted.get(number));
    }

    /** The number of a name, if it has one; null if every name is wanted. */
    private static @Nullable BitSet numbers(Names names, @Nullable String name) {
        if (name == null) {
            return null;
        }
        BitSet wanted = new BitSet();
        int number = names.find(name);
        if (number != Names.NONE) {
            wanted.set(number);
        }
        return wanted;
    }

    /** Numbers of the names that fit a pattern; null if all are wanted. */
    private static @Nullable BitSet numbers(Names names, List<String> patterns) {
        if (patterns.isEmpty()) {
            return null;
        }
        BitSet wanted = new BitSet();
        for (String pattern : patterns) {
            if (pattern.endsWith("*")) {
                IntStream.range(0, names.size())
                        .filter(number -> fits(pattern, String.valueOf(names.text(number))))
                        .forEach(wanted::set);
            } else {
                wanted.or(Objects.requireNonNull(numbers(names, pattern)));
            }
        }
        return wanted;
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
