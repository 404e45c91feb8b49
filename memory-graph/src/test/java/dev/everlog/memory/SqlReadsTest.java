package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.EventCursor;
import dev.everlog.eventlog.FaultRounds;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.sql.SqlQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SQL as of a position, in a scope, sees what every other read sees there (R2). */
class SqlReadsTest {
    private static final int OPERATIONS = 150;
    private static final int POSITIONS = 40;
    private static final int PREFIXES = 3;

    private static final String EVERYTHING =
            "SELECT position, id, subject, version, type, occurred_at, actor, session, project, data FROM events"
                    + " ORDER BY position";

    private static final String FOLDED =
            "SELECT subject, count(*) AS n, max(version), arg_max(type, position), list(position ORDER BY position)"
                    + " FROM events GROUP BY subject ORDER BY subject";

    @Test
    void itSeesTheEventsThatQueryEventsSees() {
        var random = new Random(FaultRounds.SEED);
        try (TestMemory full = new TestMemory()) {
            RandomLife.live(full, random, OPERATIONS);
            long end = full.memory.position().value();
            boolean hides = false;
            for (int round = 0; round < POSITIONS; round++) {
                Position position = new Position(random.nextLong(end + 1));
                Vantage then = RandomLife.vantage(random).asOf(new AsOf.At(position));

                List<String> told = rows(full, "SELECT position FROM events ORDER BY ALL", then);

                assertThat(told).as("%s", then).isEqualTo(found(full, then));
                hides |= then.scope().equals(Scope.ALL) && told.size() < position.value();
            }
            assertThat(hides).as("something was hidden somewhere").isTrue();
        }
    }

    @Test
    void asOfAPositionItSaysWhatALogThatEndsThereSays() {
        var random = new Random(FaultRounds.SEED + 1);
        try (TestMemory full = new TestMemory()) {
            RandomLife.live(full, random, OPERATIONS);
            List<StoredEvent> events = events(full);
            for (int round = 0; round < PREFIXES; round++) {
                Position position = new Position(1 + random.nextInt(events.size()));
                Vantage now = RandomLife.vantage(random);
                try (TestMemory prefix = prefix(events, position)) {
                    for (String query : List.of(EVERYTHING, FOLDED)) {
                        assertThat(rows(full, query, now.asOf(new AsOf.At(position))))
                                .as("%s as of %s", now, position)
                                .isEqualTo(rows(prefix, query, now));
                    }
                }
            }
        }
    }

    @Test
    void whatIsHiddenIsSeenAsOfBeforeAndAgainWhenItIsRestored() {
        try (TestMemory test = new TestMemory()) {
            test.ingest("order/7", "order.placed", data -> data.put("total", 40));
            Position before = test.memory.position();
            var hidden =
                    test.memory.hide(
                            new HideEvents(List.of(before), null, Scope.ALL, "a test", Consent.GO),
                            TestMemory.ADA);
            String count = "SELECT count(*) FROM events WHERE type = 'order.placed'";

            assertThat(rows(test, count, Vantage.NOW)).containsExactly("[0]");
            assertThat(rows(test, count, Vantage.NOW.asOf(new AsOf.At(before))))
                    .containsExactly("[1]");
            test.restore(hidden.undo());
            assertThat(rows(test, count, Vantage.NOW)).containsExactly("[1]");
        }
    }

    @Test
    void aWrongQueryIsAnErrorThatTeaches() {
        try (TestMemory test = new TestMemory()) {
            assertThatThrownBy(() -> rows(test, "DELETE FROM events", Vantage.NOW))
                    .isInstanceOfSatisfying(
                            MemoryException.class,
                            e -> {
                                assertThat(e.kind()).isEqualTo(MemoryException.Kind.INVALID);
                                assertThat(e).hasMessageContaining("one SELECT is allowed");
                                assertThat(e.hint()).contains("events(position, ");
                            });
        }
    }

    private static List<String> rows(TestMemory test, String sql, Vantage vantage) {
        return test.memory.sql(new SqlQuery(sql, List.of(), 0, 1000), vantage).rows();
    }

    private static List<String> found(TestMemory test, Vantage vantage) {
        var all = new PageRequest(1000, null, PageRequest.Order.ASC);
        return test.memory.events(EventQuery.ALL, all, vantage).items().stream()
                .map(event -> "[" + event.position().value() + "]")
                .toList();
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
            prefix.clock.set(stored.recordedAt());
            prefix.tail.append(List.of(stored.event()), AppendCondition.always());
        }
        return prefix;
    }
}
