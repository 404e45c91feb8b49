package dev.everlog.eventlog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.Durability;
import dev.everlog.eventlog.Event;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Ids;
import dev.everlog.eventlog.Origin;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.Positions;
import dev.everlog.eventlog.StoredEvent;
import dev.everlog.eventlog.TestEvents;
import dev.everlog.eventlog.file.FileTail;
import dev.everlog.eventlog.file.LogProcess;
import dev.everlog.eventlog.tail.Tail;
import dev.everlog.eventlog.tail.TailOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SQL tells is what is in the log. */
class EventSqlTest {
    private static final long SEED = 4711;
    private static final int EVENTS = 3_000;
    private static final String[] PROJECTS = {null, "shop", "it's"};
    private static final String[] TYPES = {"order.placed", "order.paid", "note.taken"};
    private static final long[] NONE = {};

    @TempDir private Path directory;

    private Tail tail;
    private EventLog log;
    private EventSql sql;

    @BeforeEach
    void open() {
        tail =
                FileTail.open(
                        directory.resolve("log"),
                        TailOptions.of(Durability.PROCESS)
                                .withGenerationBytes(100_000)
                                .withDerived((before, left) -> {}));
        log = new EventLog(tail);
        sql = new EventSql(log);
    }

    @AfterEach
    void close() {
        sql.close();
        log.close();
    }

    private void fill(int events) {
        var random = new Random(SEED);
        List<Event> batch = new ArrayList<>();
        for (int n = 0; n < events; n++) {
            batch.add(event(n, random));
            if (batch.size() == 100) {
                log.append(batch, AppendCondition.always());
                batch = new ArrayList<>();
            }
        }
    }

    private static Event event(int n, Random random) {
        String project = PROJECTS[random.nextInt(PROJECTS.length)];
        return new Event(
                Ids.uuidV7().next(),
                "order/" + random.nextInt(50),
                TYPES[random.nextInt(TYPES.length)],
                Instant.parse("1969-12-31T23:59:00Z").plusSeconds(60L * n).plusNanos(1_999),
                "{\"total\": %d, \"text\": \"'\\\"é🍵 %s\", \"items\": [{\"sku\": \"a\"}]}"
                        .formatted(random.nextInt(1000), "tea ".repeat(random.nextInt(20))),
                new Origin(
                        "default",
                        "agent " + random.nextInt(3),
                        random.nextBoolean() ? "s1" : null,
                        project,
                        random.nextBoolean() ? "c1" : null,
                        null),
                null);
    }

    @Test
    void atEachPositionItIsWhatAWalkOverTheLogFinds() throws Exception {
        fill(EVENTS);
        assertThat(log.seal(Duration.ofSeconds(10))).isTrue();
        log.append(List.of(event(EVENTS, new Random(1))), AppendCondition.always());
        List<StoredEvent> all = TestEvents.drain(log.read(Position.NONE));
        var random = new Random(SEED);
        for (int round = 0; round < 30; round++) {
            long through = round == 0 ? all.size() : 1 + random.nextInt(all.size());
            String project = PROJECTS[random.nextInt(PROJECTS.length)];
            long[] hidden =
                    random.longs(random.nextInt(40), 1, through + 1).distinct().sorted().toArray();
            var bounds = new SqlBounds(new Position(through), project, hidden);

            var told = rows(ask("SELECT * FROM events ORDER BY position DESC", bounds));
            var totals =
                    rows(ask("SELECT count(*), sum((data->>'total')::INT) FROM events", bounds));

            List<StoredEvent> seen = all.stream().filter(event -> isSeen(event, bounds)).toList();
            assertThat(told)
                    .as("%s", bounds)
                    .isEqualTo(
                            seen.reversed().stream().limit(SqlLimits.ROWS).map(this::row).toList());
            assertThat(totals).containsExactly("[" + seen.size() + "," + total(seen) + "]");
        }
    }

    private static boolean isSeen(StoredEvent event, SqlBounds bounds) {
        String project = event.event().origin().project();
        return !event.position().isAfter(bounds.through())
                && (bounds.project() == null || project == null || project.equals(bounds.project()))
                && Arrays.binarySearch(bounds.hidden(), event.position().value()) < 0;
    }

    private static String total(List<StoredEvent> events) {
        return events.isEmpty()
                ? "null"
                : Long.toString(
                        events.stream()
                                .mapToLong(e ->
                                        Long.parseLong(e.data().replaceAll("^.*?: (\\d+).*", "$1")))
                                .sum());
    }

    private String row(StoredEvent stored) {
        var event = stored.event();
        var origin = event.origin();
        return "["
                + List.of(
                                stored.position().value(),
                                text(event.id().toString()),
                                text(event.subject()),
                                stored.version(),
                                text(event.type()),
                                text(micros(event.occurredAt())),
                                text(micros(stored.recordedAt())),
                                text(origin.actor()),
                                text(origin.session()),
                                text(origin.project()),
                                text(origin.correlationId()),
                                text(origin.causationId()),
                                event.data())
                        .stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(","))
                + "]";
    }

    private static String text(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    private static String micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }

    @Test
    void whatIsAppendedIsThereForTheNextQueryOfTheSameProcess() {
        for (int n = 1; n <= 3; n++) {
            log.append(List.of(TestEvents.numbered(n)), AppendCondition.always());

            assertThat(rows(ask("SELECT count(*) FROM events", now())))
                    .containsExactly("[" + n + "]");
        }
        var pid = sql.pid();
        log.append(List.of(TestEvents.numbered(4)), AppendCondition.always());
        ask("SELECT 1", now());

        assertThat(sql.pid()).isPresent().isEqualTo(pid);
    }

    @Test
    void pagesOfAResultAreTheResult() {
        fill(EVENTS);
        String query = "SELECT subject, type, count(*) FROM events GROUP BY ALL";
        List<String> whole = rows(sql.query(new SqlQuery(query, List.of(), 0, 1000), now()));
        List<String> paged = new ArrayList<>();
        for (int skip = 0; skip < whole.size(); skip += 7) {
            log.append(List.of(TestEvents.numbered(skip)), AppendCondition.always());
            var bounds = new SqlBounds(new Position(EVENTS), null, NONE);

            paged.addAll(rows(sql.query(new SqlQuery(query, List.of(), skip, 7), bounds)));
        }

        assertThat(paged).isEqualTo(whole).hasSize(150);
    }

    @Test
    void dataThatWereErasedAreInNoProcess() throws Exception {
        fill(500);
        assertThat(rows(ask("SELECT count(data) FROM events", now()))).containsExactly("[500]");
        var before = sql.pid();
        LogProcess.erase(tail, Positions.of(List.of(new Position(7))));

        var told =
                rows(
                        ask(
                                "SELECT position, data IS NULL FROM events ORDER BY data IS NULL DESC",
                                now()));

        assertThat(told).startsWith("[7,true]", "[1,false]").hasSize(502);
        assertThat(sql.pid()).isPresent().isNotEqualTo(before);
    }

    private SqlBounds now() {
        return new SqlBounds(log.end(), null, NONE);
    }

    private SqlAnswer ask(String query, SqlBounds bounds) {
        return sql.query(new SqlQuery(query, List.of(), 0, SqlLimits.ROWS), bounds);
    }

    private static List<String> rows(SqlAnswer answer) {
        assertThat(answer).isInstanceOf(SqlAnswer.Table.class);
        return ((SqlAnswer.Table) answer).rows();
    }
}
