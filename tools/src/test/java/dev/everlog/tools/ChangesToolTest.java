package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesToolTest {
    @TempDir private Path vectors;
    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        memory.answer(
                "ingest_event",
                "{'type': 'order.placed', 'subject': 'order/7', 'data': {'total': 40, 'to': {'city': 'Oslo'}}}");
        memory.answer(
                "ingest_event",
                "{'type': 'order.moved', 'subject': 'order/7', 'data': {'to': {'city': 'Rome'}, 'total': null}}");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void changesAreToldWithEventActorAndTime() {
        assertThat(memory.call("analyze_changes", "{'subject': 'order/7', 'from': 'e1'}").text())
                .contains("2 changes of 1 subject from e1 to e2")
                .contains("order/7 replace /to/city \"Oslo\" -> \"Rome\" by e2 tester 20")
                .contains("order/7 remove /total 40 -> nothing by e2 tester 20");
    }

    @Test
    void aPatchHasTheMembersOfRfc6902() {
        var patch =
                memory.answer(
                        "analyze_changes", "{'subject': 'order/7', 'from': 'e1', 'patch': true}");

        assertThat(patch.at("/items/0"))
                .isEqualTo(
                        SeededMemory.json(
                                "{'subject': 'order/7', 'op': 'remove', 'path': '/total'}"));
        assertThat(patch.at("/items/1"))
                .isEqualTo(
                        SeededMemory.json(
                                "{'subject': 'order/7', 'op': 'replace', 'path': '/to/city', 'value': 'Rome'}"));
    }

    @Test
    void filtersFindTheSubjectsAndBothWaysTogetherAreRefused() {
        memory.answer(
                "ingest_event", "{'type': 'user.seen', 'subject': 'user/1', 'data': {'a': 1}}");

        assertThat(
                        memory.answer("analyze_changes", "{'types': ['user.*'], 'from': 'e1'}")
                                .get("items"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("subject").stringValue()).isEqualTo("user/1"));
        assertThat(memory.call("analyze_changes", "{'from': 'e1'}").text())
                .contains("give a subject, or else filters");
        assertThat(
                        memory.call(
                                        "analyze_changes",
                                        "{'from': 'e2', 'to': 'e1', 'subject': 'order/7'}")
                                .text())
                .contains("from e2 is after to e1");
    }
}
