package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectionToolTest {
    private static final String TOTALS =
            "{'name': 'totals', 'types': ['order.*'], 'fields': [{'name': 'total', 'policy': 'sum'},"
                    + " {'name': 'state'}]}";

    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.open(vectors);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private void order(String id, String data) {
        memory.answer(
                "ingest_event",
                "{'type': 'order.noted', 'subject': 'order/" + id + "', 'data': " + data + "}");
    }

    @Test
    void aRowPerSubjectIsFoldedByPolicies() {
        memory.answer("memory_define_projection", TOTALS);
        order("8", "{'total': 2, 'state': 'open'}");
        order("8", "{'total': 3, 'state': 'done'}");

        assertThat(memory.call("memory_get_projection", "{'name': 'totals'}").text())
                .contains("totals v1, defined at e")
                .contains("order/7 {\"total\":40,\"state\":null}")
                .contains("order/8 {\"total\":5,\"state\":\"done\"}");
    }

    @Test
    void ofOneSubjectTheProvenanceOfEachFieldIsTold() {
        memory.answer("memory_define_projection", TOTALS);
        order("8", "{'total': 2, 'state': 'open'}");
        order("8", "{'total': 3, 'state': 'done'}");
        long end = memory.end();

        var answer =
                memory.call("memory_get_projection", "{'name': 'totals', 'subject': 'order/8'}");

        assertThat(answer.text())
                .contains("total: sum of 2 candidates, from e" + (end - 1) + " e" + end)
                .contains("state: last of 2 candidates, from e" + end);
        assertThat(answer.structured().at("/items/0/provenance/0/policy").stringValue())
                .isEqualTo("sum");
    }

    @Test
    void whatAnotherActorSaidLastIsToldAsAConflict() {
        memory.answer("memory_define_projection", TOTALS);
        order("8", "{'state': 'open'}");
        var tester = memory.session();
        var bob =
                new Session(
                        tester.recall(),
                        "bob",
                        "s2",
                        "demo",
                        memory.clock,
                        tester.exchange(),
                        tester.progress(),
                        null);
        new ToolDispatcher(memory.catalog)
                .call(
                        "ingest_event",
                        SeededMemory.json(
                                "{'type': 'order.noted', 'subject': 'order/8', 'data': {'state': 'done'}}"),
                        bob);

        assertThat(memory.call("memory_get_projection", "{'name': 'totals'}").text())
                .contains("\"state\":\"done\"}; conflict: e")
                .contains(" tester says \"open\" for state");
    }

    @Test
    void pagesGoOnBySubject() {
        memory.answer("memory_define_projection", TOTALS);
        order("1", "{'total': 1}");
        order("2", "{'total': 2}");

        var first = memory.answer("memory_get_projection", "{'name': 'totals', 'limit': 2}");
        var next =
                memory.answer(
                        "memory_get_projection",
                        SeededMemory.json(
                                java.util.Map.of(
                                        "name",
                                        "totals",
                                        "limit",
                                        2,
                                        "cursor",
                                        first.get("next_cursor").stringValue())));

        assertThat(first.at("/items/1/subject").stringValue()).isEqualTo("order/2");
        assertThat(next.at("/items/0/subject").stringValue()).isEqualTo("order/7");
        assertThat(next.has("next_cursor")).isFalse();
    }

    @Test
    void aFaultyOneSaysWhereItStandsStill() {
        memory.answer("memory_define_projection", TOTALS);
        order("8", "{'total': 'ten'}");
        long fault = memory.end();

        assertThat(memory.call("memory_get_projection", "{'name': 'totals'}").text())
                .contains(
                        "STANDS STILL before \"field total cannot take string (policy sum) at e"
                                + fault);
        assertThat(memory.call("memory_list_projections", "{'name': 'totals'}").text())
                .contains("lag 1 STANDS STILL")
                .contains("folded to e" + (fault - 1));
        assertThat(memory.call("memory_list_projections", "{'name': 'people'}").text())
                .contains("lag 0;");
    }

    @Test
    void theListTellsVersionsSourcesAndTemplates() {
        memory.answer("memory_define_projection", TOTALS);

        assertThat(memory.call("memory_list_projections", "{}").text())
                .contains("templates: person_profile, task_board, preference_set, session_summary")
                .contains("people v1 ", "(person_profile)")
                .contains("totals v1 ")
                .contains("types [order.*] subjects [] where [] by @subject")
                .contains("total=sum, state=last");
    }

    @Test
    void aTemplateAndFieldsExcludeEachOther() {
        var both =
                memory.call(
                        "memory_define_projection",
                        "{'name': 'x', 'template': 'task_board', 'fields': [{'name': 'a'}]}");
        var neither = memory.call("memory_define_projection", "{'name': 'x'}");

        assertThat(both.text()).contains("give either a template and nothing else, or fields");
        assertThat(neither.text()).contains("give either a template and nothing else, or fields");
    }

    @Test
    void anUnknownProjectionIsAnsweredWithThoseThereAre() {
        assertThat(memory.call("memory_get_projection", "{'name': 'peple'}").text())
                .contains("there is no projection peple", "[people]");
        assertThat(
                        memory.call(
                                        "memory_get_projection",
                                        "{'name': 'people', 'subject': 'person/x'}")
                                .text())
                .contains("has no row of person/x");
    }
}
