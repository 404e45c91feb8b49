package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events are gathered by type, session or subject, and which found by a look at each, is nobody's business. */
class EventSearchTest {
    private static final List<String> SUBJECTS = List.of("order/1", "order/2", "person/ada");
    private static final List<String> TYPES = List.of("order.placed", "order.paid", "rare.seen");
    private static final List<String> SESSIONS = List.of("s1", "s2", "s3");
    private static final int EVENTS = 300;
    private static final int QUERIES = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_matches_is_what_a_look_at_every_event_finds(long seed) {
        var random = new Random(seed);
        try (TestMemory test = new TestMemory()) {
            for (int i = 0; i < EVENTS; i++) {
                write(test, random);
            }
            for (int i = 0; i < QUERIES; i++) {
                compare(test, random, query(random));
            }
        }
    }

    private static void write(TestMemory test, Random random) {
        // many of few kinds, and few of others, as in any log
        int rank = (int) Math.min(2, Math.abs(random.nextGaussian()) * 1.1);
        var who =
                Writer.of(any(random, List.of("ada", "bob")))
                        .project(some(random, List.of("p1", "p2")));
        String session = some(random, SESSIONS.subList(0, 1 + rank));
        test.ingest(who.session(session), any(random, SUBJECTS), TYPES.get(rank), data -> {});
        if (random.nextInt(10) == 0) {
            var gone = new Position(1 + random.nextLong(test.memory.position().value()));
            test.memory.hide(
                    new HideEvents(List.of(gone), null, Scope.ALL, "a test", Consent.GO),
                    TestMemory.ADA);
        }
    }

    private static EventQuery query(Random random) {
        return new EventQuery(
                random.nextInt(3) > 0
                        ? List.of()
                        : List.of(any(random, List.of("order/1", "person/*", "order/9", "log/*"))),
                random.nextInt(3) == 0
                        ? List.of()
                        : List.of(
                                any(random, List.of("order.*", "rare.seen", "events.hidden")),
                                any(random, List.of("order.paid", "order.pai*", "no.such"))),
                List.of(),
                null,
                null,
                some(random, List.of("s1", "s2", "s3", "s4")),
                some(random, List.of("ada", "bob", "eve")));
    }

    private static void compare(TestMemory test, Random random, EventQuery query) {
        var scope = new Scope(some(random, List.of("p1", "p2", "p3")));
        var end = new Position(1 + random.nextLong(test.memory.position().value()));
        var vantage = TestMemory.asOf(end).in(scope);
        for (PageRequest.Order order : PageRequest.Order.values()) {
            List<Long> found =
                    test
                            .memory
                            .events(query, new PageRequest(1000, null, order), vantage)
                            .items()
                            .stream()
                            .map(event -> event.position().value())
                            .toList();
            List<Long> expected =
                    test.memory.read(vantage, reading -> lookAtEach(reading, query, scope));
            assertThat(found)
                    .as("%s %s %s", query, vantage, order)
                    .isEqualTo(order == PageRequest.Order.ASC ? expected : expected.reversed());
        }
    }

    private static List<Long> lookAtEach(Reading reading, EventQuery query, Scope scope) {
        List<Long> found = new ArrayList<>();
        IntStream.rangeClosed(1, (int) reading.position().value())
                .filter(reading::sees)
                .filter(at -> matches(reading.event(at), query, scope))
                .forEach(at -> found.add((long) at));
        return found;
    }

    private static boolean matches(StoredEvent stored, EventQuery query, Scope scope) {
        Event event = stored.event();
        return scope.includes(event.origin().project())
                && (query.session() == null || query.session().equals(event.origin().session()))
                && (query.actor() == null || query.actor().equals(event.origin().actor()))
                && fits(query.types(), event.type())
                && fits(query.subjects(), event.subject());
    }

    private static boolean fits(List<String> patterns, String text) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(pattern ->
                                pattern.endsWith("*")
                                        ? text.startsWith(pattern.replace("*", ""))
                                        : text.equals(pattern));
    }

    private static String any(Random random, List<String> those) {
        return those.get(random.nextInt(those.size()));
    }

    private static @Nullable String some(Random random, List<String> those) {
        return random.nextBoolean() ? null : any(random, those);
    }
}
