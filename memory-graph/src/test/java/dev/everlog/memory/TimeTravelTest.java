package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.tail.EagerSnapshots;
import dev.everlog.memory.graph.Direction;
import dev.everlog.memory.insight.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R2: the oracle of every read as of a position is a memory that was never told more than that. */
@Tag("faults")
class TimeTravelTest {
    private static final int OPERATIONS = 150;
    private static final int POSITIONS = FaultRounds.count(200, 2_000);
    private static final int POSITIONS_OF_A_LIFE = 40;

    @TempDir Path directory;

    @Test
    void a_read_as_of_a_position_is_a_read_of_a_log_that_ends_there_started_from_a_snapshot_or_not()
            throws Exception {
        for (int life = 0; life < POSITIONS / POSITIONS_OF_A_LIFE; life++) {
            Random history = new Random(FaultRounds.SEED + life);
            try (TestMemory full = new TestMemory();
                    Searched search = new Searched(full, directory.resolve("life" + life))) {
                RandomLife.live(full, history, OPERATIONS / 2);
                Path saved = directory.resolve("snapshots" + life);
                save(full, saved);
                RandomLife.live(full, history, OPERATIONS / 2);
                List<StoredEvent> events = events(full);
                EagerSnapshots views = new EagerSnapshots(saved, "views", Integer.MAX_VALUE);
                EagerSnapshots texts = new EagerSnapshots(saved, "texts", Integer.MAX_VALUE);
                TestMemory started = full.other(1, views);
                try (Searched searchStarted =
                        new Searched(started, directory.resolve("started" + life), texts)) {
                    assertThat(started.memory.digests()).isEqualTo(full.memory.digests());
                    assertThat(views.read()).isGreaterThan(Position.NONE);
                    assertThat(texts.read()).isGreaterThan(Position.NONE);
                    FaultRounds.run(
                            "R2 life " + life,
                            POSITIONS_OF_A_LIFE,
                            (round, _) -> {
                                compare(full, search, events, history);
                                compare(started, searchStarted, events, history);
                            });
                }
            }
        }
    }

    /** Leaves snapshots of everything as it is now. */
    private void save(TestMemory full, Path directory) throws Exception {
        EagerSnapshots views = new EagerSnapshots(directory, "views", 1);
        EagerSnapshots texts = new EagerSnapshots(directory, "texts", 1);
        TestMemory saving = full.other(2, views);
        try (Searched search = new Searched(saving, directory.resolve("vectors"), texts)) {
            assertThat(search.hits(Vantage.NOW)).isNotEmpty();
            views.awaitWritten(saving.memory.position());
            texts.awaitWritten(saving.memory.texts(0, Integer.MAX_VALUE).getLast().position());
        }
    }

    private void compare(TestMemory full, Searched search, List<StoredEvent> events, Random random)
            throws Exception {
        Position position = new Position(random.nextInt(events.size() + 1));
        Vantage now = RandomLife.vantage(random);
        Vantage then = now.asOf(new AsOf.At(position));
        try (TestMemory prefix = prefix(events, position);
                Searched shorter =
                        new Searched(prefix, Files.createTempDirectory(directory, "prefix"))) {
            assertThat(shown(full, then))
                    .as("as of %s, %s", position, now)
                    .isEqualTo(shown(prefix, now));
            assertThat(search.hits(then))
                    .as("search as of %s, %s", position, now)
                    .isEqualTo(shorter.hits(now));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void a_log_that_is_one_event_shorter_has_another_digest(long seed) {
        try (TestMemory full = new TestMemory()) {
            RandomLife.live(full, new Random(seed), OPERATIONS);
            List<StoredEvent> events = events(full);
            try (TestMemory shorter = prefix(events, new Position(events.size() - 1))) {
                assertThat(shorter.memory.digests()).isNotEqualTo(full.memory.digests());
            }
        }
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
        shown.add(test.memory.read(vantage, KnowledgeMap::domains));
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
        shown.add(test.memory.schemas(null, vantage));
        for (String name : List.of("p0", "p1")) {
            shown.add(attempt(() -> test.memory.projection(name, null, 50, vantage)));
        }
        shown.add(test.memory.inferSchema("seen.at", 5, vantage));
        for (FindPatterns.Kind kind : FindPatterns.Kind.values()) {
            shown.add(
                    new FindPatterns(EventQuery.ALL, kind, FindPatterns.Within.SUBJECT, 2, null)
                            .in(test.memory, vantage));
        }
        for (Method method : Method.values()) {
            shown.add(
                    new DetectAnomalies(EventQuery.ALL, null, Timeline.Bucket.HOUR, method, 10)
                            .in(test.memory, vantage));
        }
        for (SampleEvents.Strata by : SampleEvents.Strata.values()) {
            shown.add(new SampleEvents(EventQuery.ALL, 9, by, 5).in(test.memory, vantage));
        }
        Position end = test.memory.read(vantage, Reading::position);
        Position middle = new Position(end.value() / 2);
        shown.add(new AnalyzeChanges(null, EventQuery.ALL, middle, end).in(test.memory, vantage));
        for (String name : RandomLife.NAMES) {
            shown.add(
                    attempt(() ->
                            test.memory.neighbors(
                                    new Neighbors(name, List.of(), Direction.BOTH, 2, 0, 50),
                                    vantage)));
            shown.add(
                    attempt(() ->
                            test.memory.history(
                                    new History(name),
                                    new PageRequest(1000, null, PageRequest.Order.DESC),
                                    vantage)));
            shown.add(attempt(() -> test.memory.shortestPath(path(name), vantage)));
            shown.add(attempt(() -> test.memory.provenance(new Provenance(name, null), vantage)));
            shown.add(test.memory.nodes(named(name), 10, vantage));
            String person = "person/" + name.toLowerCase(Locale.ROOT);
            shown.add(attempt(() -> new ExplainEntity(person).in(test.memory, vantage)));
            shown.add(
                    attempt(() ->
                            new CompareEntities(List.of(person, "person/ada"), null, null)
                                    .in(test.memory, vantage)));
            for (boolean withHistory : List.of(true, false)) {
                shown.add(
                        attempt(() ->
                                test.memory.reconstruct(
                                        new Reconstruct(
                                                "person/" + name.toLowerCase(Locale.ROOT),
                                                Reconstruct.Merge.DEEP,
                                                withHistory),
                                        vantage)));
            }
        }
        return shown;
    }

    private static NodeQuery named(String name) {
        return new NodeQuery(name, null, List.of(), NodeQuery.Sort.LINKS);
    }

    private static ShortestPath path(String from) {
        return new ShortestPath(from, "Oslo", List.of(), Direction.BOTH, false, 4, 5);
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
