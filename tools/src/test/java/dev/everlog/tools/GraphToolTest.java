package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphToolTest {
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

    @Test
    void aPathIsToldStepByStepWithTheEdgesAndItsCost() {
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Eve'}");
        memory.answer(
                "memory_add_edge",
                "{'source': 'Eve', 'target': 'Ada', 'relation': 'knows', 'weight': 4}");

        var text = memory.call("memory_shortest_path", "{'from': 'Eve', 'to': 'order/7'}").text();
        var weighted =
                memory.answer(
                        "memory_shortest_path",
                        "{'from': 'order/7', 'to': 'Eve', 'weighted': true}");

        assertThat(text).contains("1 path", "cost 2: ", "person/eve \"Eve\" -e");
        assertThat(text)
                .containsPattern("knows-> n\\d+ person/ada \"Ada\" -e\\d+ placed-> n\\d+ order/7");
        assertThat(weighted.at("/items/0/cost").asDouble()).isEqualTo(1.25);
        assertThat(weighted.at("/items/0/steps").asInt()).isEqualTo(2);
        assertThat(weighted.at("/items/0/nodes/0/subject").asString()).isEqualTo("order/7");
        assertThat(weighted.at("/items/0/edges/1/relation").asString()).isEqualTo("knows");
    }

    @Test
    void anEdgeThatHoldsNoLongerIsMarkedAndNoWayThen() {
        memory.answer("memory_add_node", "{'type': 'city', 'name': 'Rome'}");
        memory.answer("memory_add_node", "{'type': 'city', 'name': 'Lima'}");
        memory.answer(
                "memory_add_edge",
                "{'source': 'Rome', 'target': 'Lima', 'relation': 'fly', 'valid_to': '2021-01-01'}");

        assertThat(memory.call("memory_shortest_path", "{'from': 'Rome', 'to': 'Lima'}").text())
                .contains("fly valid ..2021-01-01T00:00:00Z (no longer)-> ");
        assertThat(
                        memory.call(
                                        "memory_shortest_path",
                                        "{'from': 'Rome', 'to': 'Lima', 'valid_at': '2022-01-01'}")
                                .text())
                .contains("no path");
    }

    @Test
    void noPathIsAnAnswerAndAnUnknownEndIsNone() {
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Eve'}");

        assertThat(memory.call("memory_shortest_path", "{'from': 'Eve', 'to': 'Ada'}").text())
                .contains("0 rows", "no path of at most 6 steps");
        assertThat(memory.call("memory_shortest_path", "{'from': 'Eve', 'to': 'x/y'}").text())
                .contains("NOT_FOUND");
    }

    @Test
    void nodesAreFoundByNameTypeAndProperties() {
        assertThat(memory.call("memory_search", "{'text': 'ada'}").text())
                .contains("1 row", "person/ada", "Paris");
        assertThat(memory.answer("memory_search", "{'type': 'order'}").get("items")).hasSize(1);
        assertThat(
                        memory.answer(
                                        "memory_search",
                                        "{'where': [{'path': 'city', 'value': 'Rome'}]}")
                                .get("items"))
                .isEmpty();
    }

    @Test
    void memoriesLikeAnotherAreScoredByCosineWithoutIt() {
        memory.answer("memory_remember", "{'text': 'Ada prefers green tea', 'key': 'green'}");
        memory.awaitEmbedded();

        var like = memory.answer("memory_similar", "{'id': 'tea'}");
        var text = memory.answer("memory_similar", "{'text': 'Ada prefers green tea', 'top_k': 1}");

        assertThat(like.at("/items/0/key").asString()).isEqualTo("green");
        assertThat(like.at("/items/0/score").asDouble()).isBetween(.3, .95);
        assertThat(like.toString()).doesNotContain("over coffee");
        assertThat(text.get("items")).hasSize(1);
        assertThat(text.at("/items/0/score").asDouble()).isGreaterThan(.999);
    }

    @Test
    void whatIsLikeNothingIsRefusedWithWhatIsAllowed() {
        assertThat(memory.call("memory_similar", "{}").text()).contains("either id of a memory");
        assertThat(memory.call("memory_similar", "{'id': 'person/ada'}").text())
                .contains("INVALID_ARGUMENT", "no text to be like");
    }

    @Test
    void withoutAModelNothingIsLikeAnythingAndThatIsSaid() {
        try (var words = SeededMemory.withoutModel(vectors.resolve("words"))) {
            assertThat(words.call("memory_similar", "{'text': 'tea'}").text())
                    .contains("cannot search by meaning: there is no model", "memory_recall");
        }
    }

    @Test
    void theMapTellsDomainsNamesCountsAndLinks() {
        var text = memory.call("memory_index", "{}").text();
        var people = memory.answer("memory_index", "{'domain': 'person'}");

        assertThat(text).contains("person: 2 nodes, 2 memories; links order 1; n1 \"Ada\"");
        assertThat(text).contains("order: 1 node, 0 memories; links person 1");
        assertThat(people.at("/items/0/subject").asString()).isEqualTo("person/ada");
        assertThat(people.at("/items/0/memories").asInt()).isEqualTo(1);
        assertThat(people.at("/items/0/links/order").asInt()).isEqualTo(1);
        assertThat(memory.answer("memory_index", "{'domain': 'planet'}").get("items")).isEmpty();
    }
}
