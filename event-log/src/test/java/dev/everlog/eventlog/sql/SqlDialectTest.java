package dev.everlog.eventlog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.eventlog.AppendCondition;
import dev.everlog.eventlog.EventLog;
import dev.everlog.eventlog.TestClock;
import dev.everlog.eventlog.TestEvents;
import dev.everlog.eventlog.tail.InMemoryTail;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Joins, CTEs, windows, ASOF and JSON, over seven events of two subjects. */
class SqlDialectTest {
    private static EventLog log;
    private static EventSql sql;

    @BeforeAll
    static void open() {
        log = new EventLog(new InMemoryTail(TestClock.atNoon()));
        log.append(
                LongStream.rangeClosed(1, 7)
                        .mapToObj(n -> TestEvents.event("thing/" + n % 2, "{\"n\":" + n + "}"))
                        .toList(),
                AppendCondition.always());
        sql = new EventSql(log);
    }

    @AfterAll
    static void close() {
        sql.close();
        log.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT b.position FROM events a JOIN events b ON a.subject = b.subject AND b.position > a.position WHERE a.position = 1 ORDER BY 1 LIMIT 1 | [3]",
                "WITH placed AS (SELECT subject, count(*) AS n FROM events GROUP BY subject) SELECT max(n) FROM placed | [4]",
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t | [15]",
                "SELECT sum(position) OVER (PARTITION BY subject ORDER BY position) FROM events ORDER BY position DESC LIMIT 1 | [16]",
                "SELECT lag(position) OVER w FROM events WINDOW w AS (ORDER BY position) QUALIFY row_number() OVER w = 3 | [2]",
                "SELECT a.position, b.position FROM events a ASOF JOIN events b ON a.subject = b.subject AND a.position > b.position ORDER BY ALL LIMIT 1 | [3,1]",
                "SELECT data->>'n', data.n, json_extract(data, '$.n')::INT + 1, data->'n' FROM events LIMIT 1 | [\"1\",1,2,1]",
                "SELECT j.key, j.value FROM events, json_each(data) j WHERE position = 2 | [\"n\",2]",
                "SELECT list(position ORDER BY position DESC)[1:2] FROM events | [[7,6]]",
                "SELECT date_trunc('day', occurred_at), date_diff('hour', TIMESTAMP '2026-03-14', occurred_at) FROM events LIMIT 1 | [\"2026-03-14T00:00:00Z\",12]",
                "SELECT count(*) FROM events WHERE occurred_at >= '2026-03-14T14:00:00+02:00' AND occurred_at < '2026-03-15' | [7]",
                "FROM events SELECT count(*) FILTER (WHERE subject LIKE 'thing/%') | [7]",
                "SELECT EVENTS.Position FROM Events WHERE position IN (SELECT max(position) FROM EVENTS) | [7]",
                "SELECT 1 /* ; DROP VIEW events */ -- ; COPY events TO 'x' | [1]",
                "SELECT 1; | [1]",
            })
    void theSqlThatAnalystsWriteWorks(String query, String row) {
        assertThat(
                        sql.query(
                                new SqlQuery(query, List.of(), 0, 10),
                                new SqlBounds(log.end(), null, new long[0])))
                .isInstanceOfSatisfying(
                        SqlAnswer.Table.class,
                        table -> assertThat(table.rows()).containsExactly(row));
    }
}
