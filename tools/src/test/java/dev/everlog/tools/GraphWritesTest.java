package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GraphWritesTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        memory.answer(
                "memory_add_node",
                "{'type': 'person', 'name': 'Ada', 'properties': {'city': 'Paris', 'age': 36}}");
        memory.answer("memory_add_node", "{'type': 'company', 'name': 'Acme', 'key': 'acme-inc'}");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private List<String> relations(String node) {
        return memory.answer("memory_neighbors", "{'node': '" + node + "'}")
                .get("items")
                .valueStream()
                .flatMap(row -> row.path("edges").valueStream())
                .map(edge -> edge.get("relation").stringValue())
                .toList();
    }

    @Test
    void aNodeIsMergedIntoThatOfItsNameInWhateverCase() {
        var merged =
                memory.answer(
                        "memory_add_node",
                        "{'type': 'person', 'name': 'ADA', 'properties': {'city': 'Rome', 'age': null}}");

        assertThat(merged.get("outcome").asString()).isEqualToIgnoringCase("merged");
        assertThat(merged.at("/node/subject").stringValue()).isEqualTo("person/ada");
        assertThat(merged.at("/node/properties")).hasToString("{\"city\":\"Rome\"}");
        assertThat(merged.get("changed").valueStream().map(JsonNode::asString))
                .contains("city", "age");
    }

    @Test
    void aNodeIsMergedIntoThatOfItsKeyWhateverItIsCalled() {
        var merged =
                memory.answer(
                        "memory_add_node",
                        "{'type': 'company', 'name': 'Acme Ltd', 'key': 'acme-inc'}");

        assertThat(merged.get("outcome").asString()).isEqualToIgnoringCase("merged");
        assertThat(merged.at("/node/handle").stringValue()).isEqualTo("n2");
        assertThat(merged.at("/node/name").stringValue()).isEqualTo("Acme Ltd");
    }

    @Test
    void aNodeOfAnotherTypeIsCreatedAndThatOfTheSameNameTold() {
        var created = memory.answer("memory_add_node", "{'type': 'dog', 'name': 'Ada'}");

        assertThat(created.get("outcome").asString()).isEqualToIgnoringCase("created");
        assertThat(created.at("/node/subject").stringValue()).isEqualTo("dog/ada");
        assertThat(created.at("/possible_duplicates/0/subject").stringValue())
                .isEqualTo("person/ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n1", "person/ada", "Ada", "ada"})
    void anEdgeLeadsFromANodeHoweverItIsNamed(String source) {
        var edge =
                memory.answer(
                        "memory_add_edge",
                        "{'source': '%s', 'target': 'n2', 'relation': 'knows', 'weight': 0.5}"
                                .formatted(source));

        assertThat(edge.at("/edge/source_subject").stringValue()).isEqualTo("person/ada");
        assertThat(edge.at("/edge/target_subject").stringValue()).isEqualTo("company/acme-inc");
        assertThat(edge.at("/edge/weight").asDouble()).isEqualTo(0.5);
        assertThat(relations("Acme")).containsExactly("knows");
    }

    @Test
    void anEdgeOrANodeThatIsForgottenIsGoneUntilItIsRestored() {
        memory.answer(
                "memory_add_edge", "{'source': 'Ada', 'target': 'Acme', 'relation': 'works_at'}");

        var edge = memory.confirmed("memory_forget", SeededMemory.json("{'edge': 'e3'}"));
        assertThat(relations("Ada")).isEmpty();
        memory.answer("restore_events", "{'deletion': '" + edge.get("undo").stringValue() + "'}");
        assertThat(relations("Ada")).containsExactly("works_at");

        var node = memory.confirmed("memory_forget", SeededMemory.json("{'node': 'Acme'}"));
        assertThat(relations("Ada")).isEmpty();
        assertThat(memory.answer("memory_search", "{'text': 'Acme'}").get("items")).isEmpty();
        memory.confirmed(
                "restore_events",
                SeededMemory.json("{'deletion': '" + node.get("undo").stringValue() + "'}"));
        assertThat(relations("Ada")).containsExactly("works_at");
    }

    @Test
    void theHistoryOfANodeAndOfAnEdgeHasEachVersionWithWhoChangedWhat() {
        memory.answer(
                "memory_add_node",
                "{'type': 'person', 'name': 'Ada', 'properties': {'city': 'Rome'}}");
        memory.answer(
                "memory_add_edge", "{'source': 'Ada', 'target': 'Acme', 'relation': 'knows'}");
        memory.answer(
                "memory_add_edge",
                "{'source': 'Ada', 'target': 'Acme', 'relation': 'knows', 'weight': 2}");

        assertThat(memory.call("memory_history", "{'node': 'Ada'}").text())
                .containsSubsequence("e1 ", " by tester: ", "Paris", "e3 ", " by tester: ")
                .contains("city \"Paris\" -> \"Rome\"");
        assertThat(memory.call("memory_history", "{'node': 'e4'}").text())
                .containsSubsequence("e4 ", " by tester: ", "e5 ", " by tester: ", "-> 2");
    }

    @Test
    void withoutAFieldTheProvenanceOfEachIsTold() {
        assertThat(
                        memory.answer("memory_provenance", "{'node': 'Ada'}")
                                .get("items")
                                .valueStream()
                                .map(row -> row.get("field").stringValue()))
                .containsExactlyInAnyOrder("type", "name", "city", "age");
    }
}
