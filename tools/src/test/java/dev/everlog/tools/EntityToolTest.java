package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class EntityToolTest {
    @TempDir private Path vectors;
    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private void tell(String subject, String type, String data) {
        memory.answer(
                "ingest_event",
                "{'type': '%s', 'subject': '%s', 'data': %s}".formatted(type, subject, data));
    }

    private static java.util.List<String> parts(ObjectNode answer) {
        return StreamSupport.stream(answer.get("items").spliterator(), false)
                .map(row -> row.get("part").stringValue())
                .distinct()
                .toList();
    }

    @Test
    void anExplanationBeginsWithWhatContradictsItselfAndEndsWithEvents() {
        memory.answer(
                "memory_add_node", "{'type': 'person', 'name': 'Ada', 'properties': {'age': 36}}");
        memory.answer("memory_add_node", "{'type': 'place', 'name': 'Oslo'}");
        memory.answer(
                "memory_add_edge", "{'source': 'Ada', 'target': 'Oslo', 'relation': 'lives_in'}");
        memory.answer(
                "memory_remember", "{'text': 'Ada is allergic to nuts', 'about': ['person/ada']}");
        memory.answer(
                "memory_remember",
                "{'text': 'Ada is not allergic to nuts', 'about': ['person/ada']}");
        var explained = memory.call("explain_entity", "{'subject': 'Ada'}");

        assertThat(explained.text())
                .contains("person/ada n1 v1, 1 event by tester 1")
                .contains(
                        "contradiction",
                        "[\"Ada is not allergic to nuts\",\"Ada is allergic to nuts\"]")
                .contains("value /properties/age 36 e1 by tester 20")
                .contains("neighbour \"person/ada lives_in");
        assertThat(parts(explained.structured()))
                .containsExactly("contradiction", "value", "neighbour", "event");
        assertThat(memory.call("explain_entity", "{'subject': 'nobody/1'}").text())
                .contains("no visible event about nobody/1");
    }

    @Test
    void anExplanationKeepsTheBudgetByWholeRowsAndSaysHowManyAreMissing() {
        for (int i = 0; i < 60; i++) {
            tell("order/7", "order.noted", "{'note%d': 'something to be known'}".formatted(i));
        }
        var explained = memory.call("explain_entity", "{'subject': 'order/7', 'max_tokens': 300}");

        assertThat(TokensTest.O200K.countTokens(explained.text())).isLessThanOrEqualTo(300);
        assertThat(explained.text()).contains("exceed max_tokens", "/note59", "60 events");
        assertThat(explained.structured().get("left_out").intValue())
                .isEqualTo(80 - explained.structured().get("items").size());
    }

    @Test
    void whoChangedWhatIsToldAndWhatIsHiddenIsNot() {
        tell("order/7", "order.placed", "{'total': 40}");
        tell("order/7", "order.paid", "{'paid': true}");
        memory.answer("delete_events", "{'events': ['e2'], 'reason': 'a test', 'dry_run': false}");

        assertThat(memory.call("explain_entity", "{'subject': 'order/7'}").text())
                .contains("1 event (1 more hidden)", "value /total 40 e1 by tester")
                .doesNotContain("paid");
        assertThat(memory.call("explain_entity", "{'subject': 'order/7', 'as_of': 'e2'}").text())
                .contains("value /paid true e2 by tester");
    }

    @Test
    void alikeSubjectsAreAlikeInTypesAndOrderAndDifferWhereTheirStatesDo() {
        for (String order : new String[] {"order/1", "order/2"}) {
            tell(order, "order.placed", "{'total': 40, 'to': {'city': 'Oslo'}}");
            tell(order, "order.paid", "{'paid': true}");
        }
        tell("order/2", "order.moved", "{'to': {'city': 'Rome'}}");
        tell("cart/1", "cart.filled", "{'total': 40}");
        var compared =
                memory.call("compare_entities", "{'subjects': ['order/1', 'order/2', 'cart/1']}");

        assertThat(compared.text())
                .contains("3 subjects, 3 pairs, states differ at 2 paths")
                .contains("order/1 ~ order/2: types 0.67, sequence 0.67, 1 difference")
                .contains("order/1 ~ cart/1: types 0.0, sequence 0.0, 2 differences")
                .contains("/to/city: order/1 \"Oslo\", order/2 \"Rome\"")
                .contains("/paid: order/1 true, order/2 true")
                .doesNotContain("/total");
        assertThat(
                        memory.answer(
                                        "compare_entities",
                                        "{'subjects': ['order/1', 'order/2'], 'until': '2000-01-01'}")
                                .at("/items/0/types")
                                .doubleValue())
                .isEqualTo(1);
        assertThat(memory.call("compare_entities", "{'subjects': ['order/1']}").text())
                .contains("subjects must have 2..20");
    }
}
