package dev.everlog.memory;

import static dev.everlog.memory.TestMemory.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle of every read as of a position: a memory that was never told more than that. */
class TimeTravelTest {
    private static final String[] NAMES = {"Ada", "Grace", "Acme", "Globex", "Rome", "Oslo"};
    private static final String[] PROJECTS = {null, "shop", "notes"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_read_as_of_a_position_is_a_read_of_a_log_that_ends_there(long seed) {
        Random random = new Random(seed);
        try (TestMemory full = new TestMemory()) {
            IntStream.range(0, 150).forEach(i -> operate(full, random));
            List<StoredEvent> events = events(full);
            for (int i = 0; i < 20; i++) {
                Position position = new Position(random.nextInt(events.size() + 1));
                try (TestMemory prefix = prefix(events, position)) {
                    Vantage vantage = vantage(random);
                    assertThat(shown(full, vantage.asOf(new AsOf.At(position))))
                            .as("seed %d, as of %s, %s", seed, position, vantage)
                            .isEqualTo(shown(prefix, vantage));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void folding_the_same_log_again_gives_the_same_digest(long seed) {
        Random random = new Random(seed);
        try (TestMemory full = new TestMemory()) {
            IntStream.range(0, 150).forEach(i -> operate(full, random));
            List<StoredEvent> events = events(full);
            try (TestMemory again = full.other(1);
                    TestMemory shorter = prefix(events, new Position(events.size() - 1))) {
                assertThat(again.memory.digests()).isEqualTo(full.memory.digests());
                assertThat(shorter.memory.digests()).isNotEqualTo(full.memory.digests());
            }
        }
    }

    private static Vantage vantage(Random random) {
        Vantage vantage = Vantage.NOW.in(new Scope(PROJECTS[random.nextInt(PROJECTS.length)]));
        return random.nextBoolean() ? vantage : vantage.validAt(time(random));
    }

    private static Instant time(Random random) {
        return TestMemory.START.plusSeconds(random.nextInt(-200, 600));
    }

    /** What is refused (an unknown name, nothing to restore) is a step like any other. */
    private static void operate(TestMemory test, Random random) {
        try {
            assertThat(operation(test, random).get()).isNotNull();
        } catch (MemoryException e) {
            assertThat(e.kind())
                    .isIn(MemoryException.Kind.NOT_FOUND, MemoryException.Kind.AMBIGUOUS);
        }
    }

    private static Supplier<?> operation(TestMemory test, Random random) {
        Writer writer = ADA.project(PROJECTS[random.nextInt(PROJECTS.length)]);
        Position some =
                new Position(1 + random.nextLong(Math.max(1, test.memory.position().value())));
        String name = NAMES[random.nextInt(NAMES.length)];
        String other = NAMES[random.nextInt(NAMES.length)];
        return switch (random.nextInt(10)) {
            case 0, 1 -> () -> test.memory.remember(remember(random, name, other), writer);
            case 2 -> () -> test.memory.addNode(node(random, name), writer);
            case 3, 4 -> () -> test.memory.addEdge(edge(random, name, other), writer);
            case 5 -> () -> test.forget(random.nextBoolean() ? name : "k" + random.nextInt(4));
            case 6, 7 ->
                    () ->
                            test.memory.hide(
                                    new HideEvents(List.of(some), null, Scope.ALL, "r", Consent.GO),
                                    ADA);
            case 8 ->
                    () ->
                            test.memory.restore(
                                    new RestoreEvents(
                                            null, List.of(some), null, Scope.ALL, "r", Consent.GO),
                                    ADA);
            default ->
                    () ->
                            test.ingest(
                                    "person/" + name.toLowerCase(Locale.ROOT),
                                    "seen.at",
                                    data -> data.put("place", other));
        };
    }

    private static Remember remember(Random random, String about, String speaker) {
        String key = random.nextBoolean() ? "k" + random.nextInt(4) : null;
        return new Remember(
                about + " said number " + random.nextInt(20),
                random.nextBoolean() ? MemoryKind.FACT : null,
                List.of(about),
                key,
                null,
                random.nextBoolean() ? speaker : null,
                List.of(),
                validity(random),
                null,
                null);
    }

    private static AddNode node(Random random, String name) {
        String type = random.nextInt(4) == 0 ? "place" : "person";
        String text = random.nextInt(3) == 0 ? "a text on " + name : null;
        return new AddNode(
                type,
                name,
                Json.empty().put("p" + random.nextInt(3), random.nextInt(9)),
                null,
                text,
                validity(random));
    }

    private static AddEdge edge(Random random, String source, String target) {
        Boolean functional = random.nextInt(5) == 0 ? random.nextBoolean() : null;
        String relation = random.nextBoolean() ? "works_at" : "knows";
        return new AddEdge(
                source,
                target,
                relation,
                Json.empty().put("w", random.nextInt(9)),
                0.5 + random.nextInt(3),
                validity(random),
                functional);
    }

    private static Validity validity(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Validity(time(random), null);
            case 1 -> {
                Instant from = time(random);
                yield new Validity(from, from.plusSeconds(random.nextInt(300)));
            }
            default -> Validity.ALWAYS;
        };
    }

    private static List<StoredEvent> events(TestMemory test) {
        List<StoredEvent> events = new ArrayList<>();
        try (EventCursor cursor = test.tail.read(Position.NONE)) {
            for (StoredEvent event = cursor.next(); event != null; event = cursor.next()) {
                events.add(event);
            }
        }
        return events;
    }

    private static TestMemory prefix(List<StoredEvent> events, Position end) {
        TestMemory prefix = new TestMemory();
        for (StoredEvent stored : events.subList(0, Math.toIntExact(end.value()))) {
            Event event = stored.event();
            prefix.clock.set(stored.recordedAt());
            prefix.tail.append(List.of(event), AppendCondition.always());
        }
        return prefix;
    }

    /** All that reads answer. */
    private static List<Object> shown(TestMemory test, Vantage vantage) {
        List<Object> shown = new ArrayList<>();
        shown.addAll(test.memory.read(vantage, TimeTravelTest::graph));
        shown.add(test.memory.memoryStats(vantage).toString().replaceAll("texts=\\d+", ""));
        LogStats stats = test.memory.logStats(vantage);
        shown.add(
                List.of(
                        stats.events(),
                        stats.hidden(),
                        stats.byType(),
                        stats.bySubjectKind(),
                        stats.subjects()));
        shown.addAll(
                test.memory
                        .events(
                                EventQuery.ALL,
                                new PageRequest(1000, null, PageRequest.Order.ASC),
                                vantage)
                        .items());
        for (String name : NAMES) {
            shown.add(
                    attempt(() ->
                            test.memory.neighbors(
                                    new Neighbors(
                                            name, List.of(), Neighbors.Direction.BOTH, 2, 0, 50),
                                    vantage)));
            shown.add(
                    attempt(() ->
                            test.memory.history(
                                    new History(name),
                                    new PageRequest(1000, null, PageRequest.Order.DESC),
                                    vantage)));
            shown.add(
                    attempt(() ->
                            test.memory.reconstruct(
                                    new Reconstruct(
                                            "person/" + name.toLowerCase(Locale.ROOT),
                                            Reconstruct.Merge.DEEP,
                                            true),
                                    vantage)));
        }
        return shown;
    }

    private static Object attempt(Supplier<?> read) {
        try {
            return read.get();
        } catch (MemoryException e) {
            return e.kind() + " " + e.getMessage() + " " + e.hint();
        }
    }

    private static List<Object> graph(Reading reading) {
        List<Object> graph = new ArrayList<>();
        for (int number = 1; number <= reading.nodes(); number++) {
            if (reading.showsNode(number)) {
                graph.add(reading.node(number));
            }
        }
        IntStream.range(0, reading.texts())
                .filter(reading::shows)
                .mapToObj(reading::text)
                .forEach(graph::add);
        graph.add(reading.namedIn("What did Ada and Grace do in Oslo?", 10));
        return graph;
    }
}
