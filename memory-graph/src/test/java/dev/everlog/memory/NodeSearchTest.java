package dev.everlog.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.everlog.memory.EventQuery.Op;
import dev.everlog.memory.EventQuery.PayloadFilter;
import dev.everlog.memory.NodeQuery.Sort;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;

class NodeSearchTest {
    private final TestMemory test = new TestMemory();

    @BeforeEach
    void add() {
        person("Ada Lovelace", 36);
        person("Grace Hopper", 85);
        person("Adam", 20);
        test.node("company", "Adastra");
        test.edge("Grace Hopper", "knows", "Ada Lovelace");
        test.edge("Grace Hopper", "knows", "Adam");
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void person(String name, int age) {
        test.memory.addNode(
                new AddNode(
                        "person", name, Json.empty().put("age", age), null, null, Validity.ALWAYS),
                TestMemory.ADA);
    }

    private List<String> names(
            @Nullable String text,
            @Nullable String type,
            @Nullable Sort sort,
            PayloadFilter... where) {
        var query = new NodeQuery(text, type, List.of(where), sort);
        return test.memory.nodes(query, 10, Vantage.NOW).stream().map(NodeRow::name).toList();
    }

    @Test
    void a_whole_name_comes_first_and_then_those_that_begin_with_the_text() {
        assertThat(names("ada", null, null)).containsExactly("Adastra", "Adam", "Ada Lovelace");
        assertThat(names("adam", null, null)).containsExactly("Adam");
        assertThat(names("LOVE ada", null, null)).containsExactly("Ada Lovelace");
        assertThat(names("hopper", null, null)).containsExactly("Grace Hopper");
        assertThat(names("opper", null, null)).isEmpty();
    }

    @Test
    void type_and_properties_are_conditions() {
        var old = new PayloadFilter("age", Op.GT, IntNode.valueOf(30));

        assertThat(names(null, "company", null)).containsExactly("Adastra");
        assertThat(names(null, null, null, old)).containsExactly("Grace Hopper", "Ada Lovelace");
        assertThat(names("ada", "person", null, old)).containsExactly("Ada Lovelace");
    }

    @Test
    void they_are_sorted_as_asked() {
        assertThat(names(null, "person", Sort.NAME))
                .containsExactly("Ada Lovelace", "Adam", "Grace Hopper");
        assertThat(names(null, "person", Sort.OLDEST))
                .containsExactly("Ada Lovelace", "Grace Hopper", "Adam");
        assertThat(names(null, null, Sort.LINKS))
                .containsExactly("Grace Hopper", "Adam", "Ada Lovelace", "Adastra");
        assertThatThrownBy(() -> names(null, null, Sort.MATCH))
                .hasMessageContaining("needs a text");
    }

    @Test
    void what_is_forgotten_is_not_found_and_was_before() {
        var before = TestMemory.asOf(test.memory.position());
        var query = new NodeQuery("adam", null, List.of(), null);

        test.forget("Adam");

        assertThat(test.memory.nodes(query, 10, Vantage.NOW)).isEmpty();
        assertThat(test.memory.nodes(query, 10, before)).hasSize(1);
    }

    @Test
    void a_name_that_came_after_others_were_searched_is_found_and_so_is_a_node_that_did() {
        assertThat(names("countess", null, null)).isEmpty();

        test.memory.addNode(
                new AddNode(
                        "person",
                        "Countess of Lovelace",
                        Json.empty(),
                        "person/ada-lovelace",
                        null,
                        Validity.ALWAYS),
                TestMemory.ADA);
        test.node("company", "Countess Inc");

        assertThat(names("countess", null, null))
                .containsExactly("Countess Inc", "Countess of Lovelace");
        assertThat(names("ada lovelace", "person", null)).containsExactly("Countess of Lovelace");
    }

    @Test
    void a_memory_is_found_by_the_key_that_it_was_given_and_not_by_one_that_was_made_up() {
        test.memory.remember(TestMemory.keyed("green-tea", "Ada drinks it"), TestMemory.ADA);
        String madeUp = test.memory.remember(TestMemory.about("Bob too"), TestMemory.ADA).key();
        String digits = madeUp.substring("memory/".length());

        assertThat(names("tea green", null, null)).hasSize(1);
        assertThat(names(digits, null, null)).isEmpty();
    }
}
