package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventToolTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        memory.answer(
                "ingest_event",
                "{'events': [{'type': 'order.placed', 'subject': 'order/7', 'data': {'total': 40, 'by': {'name': 'Ada'}}, 'occurred_at': '2026-03-01'},"
                        + " {'type': 'order.paid', 'subject': 'order/7', 'data': {'total': 40}, 'occurred_at': '2026-03-02'},"
                        + " {'type': 'order.placed', 'subject': 'order/8', 'data': {'total': 7}, 'occurred_at': '2026-03-03'},"
                        + " {'type': 'cart.filled', 'subject': 'cart/1', 'data': {'total': 40}, 'occurred_at': '2026-03-04'}]}");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private List<String> found(String arguments) {
        return memory.answer("query_events", arguments)
                .get("items")
                .valueStream()
                .map(row -> row.get("handle").stringValue())
                .toList();
    }

    @Test
    void theNewestEventComesFirstUnlessTheOldestIsAskedFor() {
        assertThat(found("{}")).containsExactly("e4", "e3", "e2", "e1");
        assertThat(found("{'order': 'asc', 'limit': 2}")).containsExactly("e1", "e2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'types': ['order.placed']} | e3 e1",
                "{'types': ['order.placed'], 'subjects': ['order/7', 'cart/1']} | e1",
                "{'types': ['order.*', 'cart.filled'], 'since': '2026-03-02', 'until': '2026-03-03'} | e3 e2",
                "{'subjects': ['order/*'], 'where': [{'path': 'total', 'value': 40}]} | e2 e1",
                "{'where': [{'path': 'total', 'op': 'lt', 'value': 40}, {'path': 'total', 'op': 'gt', 'value': 6}]} | e3",
                "{'where': [{'path': 'by.name'}], 'types': ['order.placed']} | e1",
                "{'session': 's1', 'actor': 'tester', 'types': ['cart.*']} | e4",
                "{'session': 's1', 'actor': 'nobody'} | -",
                "{'session': 's2', 'actor': 'tester'} | -",
            })
    void anEventIsFoundThatMatchesAllOfTheFilters(String arguments, String handles) {
        assertThat(found(arguments))
                .isEqualTo(handles.equals("-") ? List.of() : List.of(handles.split(" ")));
    }

    @Test
    void onlyTheFieldsThatWereAskedForAreShown() {
        var shown =
                memory.answer("query_events", "{'subjects': ['order/7'], 'fields': ['by.name']}");

        assertThat(shown.at("/items/0/data")).isEmpty();
        assertThat(shown.at("/items/1/data")).hasToString("{\"by.name\":\"Ada\"}");
    }

    @Test
    void theRelationOfSqlHasTheColumnsThatTheDescriptionNamesAndTimesInUtc() {
        String told = memory.catalog.find("query_sql").orElseThrow().description();
        String columns = told.replaceFirst(".*events\\((.*?)\\).*", "$1").replace(" JSON", "");

        var all = memory.answer("query_sql", "{'sql': 'SELECT * FROM events ORDER BY position'}");

        assertThat(String.join(", ", all.at("/items/0").propertyNames())).isEqualTo(columns);
        assertThat(all.at("/items/0/occurred_at").stringValue()).isEqualTo("2026-03-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "delete_events | {'events': ['e1', 'e2'], 'reason': 'a test'}",
                "memory_forget | {'query': 'tea', 'reason': 'a test'}",
            })
    void whoDoesNotSayOtherwiseGetsAPreviewAndNothingIsHidden(String tool, String arguments) {
        memory.answer("memory_remember", "{'text': 'Ada prefers tea'}");
        memory.answer("memory_remember", "{'text': 'tea is served at five'}");
        long end = memory.end();

        var preview = memory.answer(tool, arguments);

        assertThat(preview.get("dry_run").asBoolean()).isTrue();
        assertThat(preview.get("confirm_token").stringValue()).isNotBlank();
        assertThat(memory.end()).isEqualTo(end);
    }

    @Test
    void whatIsHiddenIsGoneFromQueriesUntilItsDeletionIsRestored() {
        var hidden =
                memory.confirmed(
                        "delete_events",
                        SeededMemory.json("{'subjects': ['order/7'], 'reason': 'a test'}"));
        assertThat(found("{'types': ['order.*', 'cart.*']}")).containsExactly("e4", "e3");
        assertThat(found("{'types': ['order.*', 'cart.*'], 'as_of': 'e4'}")).hasSize(4);

        memory.confirmed(
                "restore_events",
                SeededMemory.json(
                        "{'deletion': '" + hidden.get("undo").stringValue() + "', 'reason': 'a'}"));

        assertThat(found("{'types': ['order.*', 'cart.*']}")).hasSize(4);
    }

    @Test
    void anEventIsAppendedAsItWasTold() {
        memory.answer(
                "ingest_event",
                "{'type': 'order.shipped', 'subject': 'order/8', 'data': {'carrier': 'DHL'},"
                        + " 'expected_version': 1, 'correlation_id': 'trip', 'causation_id': 'e3'}");

        var event = memory.answer("query_events", "{'limit': 1}").at("/items/0");

        assertThat(event.get("version").asInt()).isEqualTo(2);
        assertThat(event.get("correlation_id").stringValue()).isEqualTo("trip");
        assertThat(event.get("causation_id").stringValue()).isEqualTo("e3");
        assertThat(event.get("data")).hasToString("{\"carrier\":\"DHL\"}");
    }
}
