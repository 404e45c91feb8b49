package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a parameter reaches what it is for, where no other test of the tool gives it. */
class ParametersTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.empty(vectors);
        memory.answer(
                "ingest_event",
                "{'events': [{'type': 'order.placed', 'subject': 'order/1', 'data': {'total': 40}, 'occurred_at': '2026-03-01'},"
                        + " {'type': 'order.paid', 'subject': 'order/1', 'occurred_at': '2026-03-02'},"
                        + " {'type': 'order.placed', 'subject': 'order/2', 'data': {'total': 7}, 'occurred_at': '2026-03-03'}]}");
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Ada'}");
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Bob'}");
        memory.answer("memory_add_node", "{'type': 'company', 'name': 'Acme'}");
        memory.answer(
                "memory_add_edge",
                "{'source': 'Ada', 'target': 'Bob', 'relation': 'knows', 'weight': 0.2}");
        memory.answer(
                "memory_add_edge", "{'source': 'Ada', 'target': 'Acme', 'relation': 'works_at'}");
        memory.answer(
                "memory_add_edge", "{'source': 'Bob', 'target': 'Acme', 'relation': 'works_at'}");
        memory.answer(
                "memory_remember",
                "{'text': 'Ada likes tea', 'kind': 'preference', 'about': ['Ada'], 'confidence': 0.9}");
        memory.answer("memory_remember", "{'text': 'tea was served', 'kind': 'event'}");
        memory.awaitEmbedded();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sample_events | {'types': ['order.*'], 'subjects': ['order/2']} | order/2 | order/1",
                "sample_events | {'types': ['order.*'], 'since': '2026-03-02', 'until': '2026-03-02'} | order.paid | order.placed",
                "analyze_changes | {'from': 'e0', 'subjects': ['order/2']} | order/2 | order/1",
                "analyze_changes | {'from': 'e0', 'types': ['order.*'], 'since': '2026-03-03'} | order/2 | order/1",
                "analyze_changes | {'from': 'e0', 'types': ['order.*'], 'until': '2026-03-02'} | order/1 | order/2",
                "compare_entities | {'subjects': ['order/1', 'order/2']} | types 0.5 | types 0.0",
                "compare_entities | {'subjects': ['order/1', 'order/2'], 'since': '2026-03-02'} | types 0.0 | types 0.5",
                "find_patterns | {'kind': 'frequency', 'min_support': 1, 'subjects': ['order/2']} | order.placed | order.paid",
                "find_patterns | {'kind': 'frequency', 'min_support': 1, 'types': ['order.*'], 'until': '2026-03-01'} | order.placed | order.paid",
                "find_patterns | {'kind': 'frequency', 'min_support': 1, 'types': ['order.*'], 'since': '2026-03-02', 'until': '2026-03-02'} | order.paid | order.placed",
                "find_patterns | {'kind': 'frequency', 'min_support': 1, 'types': ['order.*'], 'within': 'session'} | of 1 session | subject",
                "detect_anomalies | {'types': ['order.*'], 'subjects': ['order/2'], 'bucket': 'hour', 'method': 'iqr'} | count of 1 event in 1 number by iqr | mad",
                "detect_anomalies | {'types': ['order.*'], 'since': '2026-03-01', 'until': '2026-03-02', 'bucket': 'hour'} | count of 2 events in 48 numbers | of 3",
                "export_events | {'format': 'jsonl', 'types': ['order.*'], 'since': '2026-03-02', 'until': '2026-03-02'} | order.paid | order.placed",
                "memory_neighbors | {'node': 'Ada', 'relations': ['works_at']} | company/acme | person/bob",
                "memory_neighbors | {'node': 'Bob', 'direction': 'out'} | company/acme | person/ada",
                "memory_neighbors | {'node': 'Ada', 'min_weight': 0.5} | company/acme | person/bob",
                "memory_shortest_path | {'from': 'Ada', 'to': 'Bob', 'relations': ['works_at']} | cost 2 | knows",
                "memory_shortest_path | {'from': 'Bob', 'to': 'Ada', 'direction': 'out'} | no path | cost",
                "memory_shortest_path | {'from': 'Ada', 'to': 'Bob', 'relations': ['works_at'], 'max_depth': 1} | no path | cost",
                "memory_similar | {'text': 'tea', 'kinds': ['preference']} | likes tea | was served",
                "memory_recall | {'query': 'tea', 'kinds': ['event']} | was served | likes tea",
                "memory_recall | {'query': 'tea', 'about': ['Ada']} | likes tea | was served",
                "memory_recall | {'query': 'likes tea', 'format': 'json'} | \"confidence\":0.9 | \"confidence\":0.1",
                "memory_forget | {'node': 'Ada', 'cascade': true} | likes tea | was served",
                "memory_forget | {'node': 'Ada'} | person/ada | likes tea",
                "memory_consolidate | {'scope': 'Bob'} | proposals | likes tea",
            })
    void aParameterDecidesWhatIsAnswered(
            String tool, String arguments, String told, String notTold) {
        var answer = memory.call(tool, arguments);

        assertThat(answer.isError()).as(answer.text()).isFalse();
        assertThat(answer.text()).contains(told).doesNotContain(notTold);
    }

    @Test
    void anImportOfWhatIsThereIsRefusedWhereThatIsWanted() {
        var arguments =
                SeededMemory.json(
                        "{'format': 'jsonl', 'data': '{\\\"id\\\": \\\"0190b0c4-7d1e-7a3b-8c5d-1f2e3a4b5c6d\\\","
                                + " \\\"type\\\": \\\"a.b\\\", \\\"subject\\\": \\\"a/1\\\"}'}");
        memory.confirmed("import_events", arguments);

        assertThat(memory.call("import_events", arguments).isError()).isFalse();
        assertThat(memory.call("import_events", arguments.put("on_duplicate", "refuse")).text())
                .contains("on_duplicate=skip");
    }

    @Test
    void aSchemaThatNeedNotBeCompatibleMayBeAnything() {
        String schema =
                "{'type': 'order.paid', 'schema': {'required': ['%s']}, 'compatibility': '%s'}";
        memory.answer("register_schema", schema.formatted("a", "backward"));

        assertThat(memory.call("register_schema", schema.formatted("b", "backward")).isError())
                .isTrue();
        assertThat(memory.call("register_schema", schema.formatted("b", "none")).text())
                .contains("order.paid v2", "compatibility none");
    }

    @Test
    void aSessionKeepsWhichOneItGoesOnWith() {
        memory.answer("start_session", "{'goal': 'go on', 'parent_session': 'monday'}");

        assertThat(memory.call("query_events", "{'types': ['session.*']}").text())
                .contains("\"monday\"");
    }

    @Test
    void aProjectionFoldsTheEventsOfItsSubjectsAndConditionsIntoItsGroups() {
        memory.answer(
                "memory_define_projection",
                "{'name': 'totals', 'subjects': ['order/1', 'person/*'], 'group_by': 'total',"
                        + " 'where': [{'path': 'total', 'op': 'exists'}], 'fields': [{'name': 'n', 'policy': 'count'}]}");

        assertThat(memory.call("memory_get_projection", "{'name': 'totals'}").text())
                .contains("1 row", "\n40 {\"n\":1}");
    }
}
