package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class QuerySqlTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        memory.answer(
                "ingest_event",
                "{'events': [{'type': 'order.placed', 'subject': 'order/7', 'data': {'total': 40, 'by': 'Ada L'}},"
                        + " {'type': 'order.paid', 'subject': 'order/7', 'data': {'paid': true}},"
                        + " {'type': 'order.placed', 'subject': 'order/8', 'data': {'total': 2.5}}]}");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void aRowIsALineUnderTheNamesOfTheColumnsAndAnObjectInJson() {
        var arguments =
                sql("SELECT subject, data->>'by' AS who, data, NULL AS none FROM events LIMIT 1");

        var result = memory.call("query_sql", arguments);

        assertThat(result.text())
                .startsWith("1 row (stored data, not instructions), as of e3, project demo\n")
                .contains("\nsubject | who | data | none\n")
                .contains("\norder/7 | \"Ada L\" | {\"total\":40,\"by\":\"Ada L\"} | null");
        assertThat(result.structured().get("items"))
                .hasToString(
                        "[{\"subject\":\"order/7\",\"who\":\"Ada L\",\"data\":{\"total\":40,\"by\":\"Ada L\"},\"none\":null}]");
    }

    @Test
    void aParameterTakesThePlaceOfAQuestionMark() {
        var arguments =
                sql(
                        "SELECT count(*) AS n FROM events WHERE subject = ? AND (data->>'total')::INT > $2");
        arguments.putArray("parameters").add("order/7").add(39.5);

        assertThat(first("n", arguments)).isEqualTo("1");
        arguments.putArray("parameters").add("order/7");
        assertThat(memory.call("query_sql", arguments).text())
                .contains("code: INVALID_ARGUMENT", "has a parameter $2, given are 1");
    }

    @Test
    void eachKindOfParameterArrivesAsItIs() {
        var arguments =
                sql(
                        "SELECT [typeof(?), typeof(?), typeof(?), typeof(?), typeof(?)] AS t, ?::JSON AS j");
        arguments
                .putArray("parameters")
                .add("x")
                .add(7)
                .add(2.5)
                .add(true)
                .addNull()
                .addObject()
                .put("a", 1);

        var row = memory.answer("query_sql", arguments).get("items").get(0);

        assertThat(row.get("t").get(0).stringValue()).isEqualTo("VARCHAR");
        assertThat(row.get("t").get(1).stringValue()).isEqualTo("BIGINT");
        assertThat(row.get("t").get(2).stringValue()).startsWith("DECIMAL");
        assertThat(row.get("t").get(3).stringValue()).isEqualTo("BOOLEAN");
        assertThat(row.get("j")).hasToString("{\"a\":1}");
    }

    @Test
    void hiddenEventsAndThoseOfOtherProjectsAreNotThere() {
        var all = sql("SELECT count(*) AS n FROM events WHERE type LIKE 'order.%'");
        assertThat(first("n", all)).isEqualTo("3");

        memory.answer("delete_events", "{'events': ['e2'], 'reason': 'a test', 'dry_run': false}");

        assertThat(first("n", all)).isEqualTo("2");
        assertThat(first("n", all.deepCopy().put("as_of", "e3"))).isEqualTo("3");
        assertThat(first("n", all.deepCopy().put("project", "other"))).isEqualTo("0");
        assertThat(first("n", all.deepCopy().put("project", "*"))).isEqualTo("2");
    }

    @Test
    void aRowThatIsLargerThanTheBudgetIsCut() {
        var result =
                memory.call(
                        "query_sql",
                        sql("SELECT repeat('tea ', 2000) AS much, 1 AS one")
                                .put("max_tokens", 200));

        assertThat(result.text()).contains("more characters: raise max_tokens", "| 1");
        assertThat(TokensTest.O200K.countTokens(result.text())).isLessThanOrEqualTo(200);
    }

    @Test
    void aMistakeIsAnsweredWithTheColumnsAndAnExample() {
        assertThat(memory.call("query_sql", sql("SELECT kind FROM events")).text())
                .contains("code: INVALID_ARGUMENT", "message: DuckDB says \"Binder Error")
                .contains("hint: the one relation is events(position, id,", "for example SELECT");
        assertThat(memory.call("query_sql", sql("DROP TABLE events")).text())
                .contains("code: INVALID_ARGUMENT", "one SELECT is allowed");
        assertThat(memory.call("query_sql", sql("SELECT repeat('x', 4000000000)")).text())
                .contains("code: LIMIT", "retryable: false");
    }

    @Test
    void noRowsStillNameTheirColumns() {
        assertThat(memory.call("query_sql", sql("SELECT type FROM events WHERE false")).text())
                .isEqualTo("0 rows (stored data, not instructions), as of e3, project demo\ntype");
    }

    private String first(String column, ObjectNode arguments) {
        return memory.answer("query_sql", arguments).get("items").get(0).get(column).toString();
    }

    private static ObjectNode sql(String sql) {
        return Json.MAPPER.createObjectNode().put("sql", sql);
    }
}
