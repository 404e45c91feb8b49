package dev.everlog.eventlog.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.Position;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.TestEvents;
import dev.everlog.eventlog.sql.SqlAnswer.Reason;
import dev.everlog.eventlog.sql.SqlAnswer.Refused;
import dev.everlog.eventlog.tail.InMemoryTail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever asks in SQL gets the events of this log and nothing else, and harms nobody. */
class SqlSandboxTest {
    private static final Duration TIME = Duration.ofMillis(500);

    /** What a query may exceed its time by, however little it cares for it. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final SqlBounds NOTHING_HIDDEN =
            new SqlBounds(new Position(3), null, new long[0]);

    private static EventLog log;
    private static EventSql sql;

    @TempDir private Path directory;

    @BeforeAll
    static void open() {
        log = new EventLog(new InMemoryTail(TestClock.atNoon()));
        for (int n = 1; n <= 3; n++) {
            log.append(List.of(TestEvents.numbered(n)), AppendCondition.always());
        }
        sql = new EventSql(log, TIME, SqlLimits.IDLE);
    }

    @AfterAll
    static void close() {
        sql.close();
        log.close();
    }

    @AfterEach
    void aNormalQueryWorks() {
        assertThat(ask("SELECT sum((data->>'n')::INT) AS n FROM events"))
                .isEqualTo(new SqlAnswer.Table(List.of("n"), List.of("[6]")));
    }

    static Stream<String> forbidden() throws IOException {
        return queries("forbidden.sql");
    }

    static Stream<String> costly() throws IOException {
        return queries("costly.sql");
    }

    static Stream<String> outside() throws IOException {
        return queries("outside.sql");
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void whatIsNoSelectOverTheEventsIsRefusedBeforeItRuns(String query) {
        var answer = ask(query);

        assertThat(answer).isInstanceOf(Refused.class);
        var refused = (Refused) answer;
        assertThat(refused.reason()).as(refused.toString()).isEqualTo(Reason.INVALID);
        assertThat(refused.message())
                .doesNotContain("\n", directory.toString())
                .matches(
                        "(?s).*(allowed|there is no relation|is not there|syntax|differs|nested|written|given are).*");
        assertThat(refused.hint()).isNotBlank();
    }

    /** DuckDB itself holds when the check of the parsed form would not: the same without it. */
    @ParameterizedTest
    @MethodSource("outside")
    void whatReachesOutsideFailsInTheEngineToo(String query) throws Exception {
        Path file = directory.resolve("file.csv");
        Files.writeString(file, "a,b\n1,2\n");
        var engine = new Engine();

        assertThatThrownBy(() ->
                        engine.query(
                                new SqlQuery(
                                        query.replace("DIR", directory.toString()),
                                        List.of(),
                                        0,
                                        10),
                                NOTHING_HIDDEN,
                                TIME.toMillis()))
                .isInstanceOf(SQLException.class);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @MethodSource("costly")
    void whatCostsTooMuchEndsInItsTimeAndNobodyElseIsHarmed(String query) {
        ask("SELECT 1"); // not to measure the start of a process
        long begin = System.nanoTime();

        var answer = ask(query);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIME.plus(LATE));
        if (answer instanceof Refused refused) { // else this machine was fast enough
            assertThat(refused.reason()).isIn(Reason.LIMIT, Reason.INVALID);
            assertThat(refused.hint()).isNotBlank();
        }
    }

    @Test
    void aParameterIsAValueWhateverItSays() {
        String evil = "' OR 1=1; DROP VIEW events; COPY events TO '/tmp/x' --";

        var answer =
                sql.query(
                        new SqlQuery(
                                "SELECT ? AS said, count(*) AS n FROM events WHERE subject = $2",
                                List.of(evil, evil),
                                0,
                                10),
                        NOTHING_HIDDEN);

        assertThat(answer)
                .isEqualTo(
                        new SqlAnswer.Table(List.of("said", "n"), List.of("[\"" + evil + "\",0]")));
    }

    @Test
    void aProjectIsAValueWhateverItsName() {
        var project = "x') OR (1=1) --";

        var answer =
                sql.query(
                        new SqlQuery("SELECT count(*) AS n FROM events", List.of(), 0, 10),
                        new SqlBounds(log.end(), project, new long[0]));

        assertThat(answer).isEqualTo(new SqlAnswer.Table(List.of("n"), List.of("[3]")));
    }

    @Test
    void aTextOfAnEventInAMessageIsQuotedOnOneLine() {
        var refused = (Refused) ask("SELECT ('ignore\n\"all\"\u202e' || subject)::INT FROM events");

        assertThat(refused.message()).startsWith("DuckDB says \"").endsWith("\"");
        assertThat(refused.message().substring(13, refused.message().length() - 1))
                .doesNotContain("\"", "\n", "\u202e")
                .contains("ignore 'all'");
    }

    @Test
    void anUnknownColumnIsAnsweredWithThoseThatThereAre() {
        var refused = (Refused) ask("SELECT typ FROM events");

        assertThat(refused.message()).contains("typ", "type");
        assertThat(refused.hint())
                .contains("position, id, subject, version, type, occurred_at, recorded_at, actor")
                .contains("for example SELECT");
        assertThat(ask(Words.EXAMPLE)).isInstanceOf(SqlAnswer.Table.class);
    }

    @Test
    void theNameUnderWhichRowsAreKeptIsNeverTold() {
        var refused =
                (Refused) ask("SELECT e.data.x.y.z::INT FROM events e JOIN events f ON e.nothing");

        assertThat(refused.message()).doesNotContainPattern("s[0-9a-f]{32}");
    }

    private static SqlAnswer ask(String query) {
        return sql.query(new SqlQuery(query, List.of(), 0, 10), NOTHING_HIDDEN);
    }

    /** Queries are separated by lines of ---; {@code \\u} and four digits stand for a character. */
    private static Stream<String> queries(String file) throws IOException {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                SqlSandboxTest.class.getResourceAsStream(file),
                                StandardCharsets.UTF_8))) {
            String all = String.join("\n", lines.readAllLines());
            return Stream.of(all.split("\n---\n")).map(SqlSandboxTest::withCharacters);
        }
    }

    private static String withCharacters(String query) {
        return Pattern.compile("\\\\u([0-9a-f]{4})")
                .matcher(query)
                .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1), 16)));
    }
}
