package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Calls as AllSource Prime's clients make them, on our tools. */
class AliasesTest {
    private static final String EVERY_CALL =
            """
            prime_add_node | {'type': 'person', 'properties': {'name': 'Eve', 'city': 'Rome'}} | person/eve
            prime_add_edge | {'source': 'node:person:ada', 'target': 'order/7', 'relation': 'likes', 'weight': 0.5} | likes
            prime_neighbors | {'node_id': 'node:person:ada', 'relation': 'placed', 'direction': 'outgoing', 'depth': 1} | order/7
            prime_search | {'type': 'person'} | person/ada
            prime_shortest_path | {'from': 'node:person:ada', 'to': 'node:order:7', 'relation': 'placed'} | placed
            prime_forget | {'node_id': 'person/ada'} | confirm_token
            prime_history | {'entity_id': 'node:person:ada'} | Paris
            prime_stats | {} | memories
            prime_embed | {'id': 'tea', 'text': 'hot drinks at breakfast'} | n
            prime_similar | {'id': 'tea', 'top_k': 3} | The order was packed
            prime_recall | {'text': 'tea', 'depth': 1, 'top_k': 5} | Ada prefers tea
            prime_index | {} | person
            prime_context | {'query': 'tea', 'tier': 'L2', 'max_tokens': 500} | Ada prefers tea
            prime_define_projection | {'entity_type': 'person', 'field_policies': {'name': 'last_write', 'city': 'merge_array'}} | person v1
            prime_list_projections | {} | people v1
            prime_node_provenance | {'node_id': 'node:person:ada', 'field': 'city'} | Paris
            prime_list_templates | {} | templates: person_profile
            prime_load_template | {'name': 'person'} | person v1
            """;

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

    private ToolResult call(String tool, String arguments) {
        var meant = Aliases.ALLSOURCE.meant(tool, SeededMemory.json(arguments));
        return memory.call(meant.tool(), meant.arguments());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = EVERY_CALL)
    void aCallOfTheOtherServersIsAnswered(String tool, String arguments, String expected) {
        var answer = call(tool, arguments);

        assertThat(answer.isError()).as(answer.text()).isFalse();
        assertThat(answer.text()).contains(expected);
    }

    @Test
    void itsProjectionsFoldPropertiesOfNodesAndAreReadByNode() {
        call(
                "prime_define_projection",
                "{'entity_type': 'person', 'field_policies': {'name': 'last_write', 'city': 'merge_array'}}");
        call("prime_add_node", "{'type': 'person', 'properties': {'name': 'Ada', 'city': 'Rome'}}");

        assertThat(call("prime_project_node", "{'node_id': 'node:person:ada'}").text())
                .contains("person/ada {\"name\":\"Ada\",\"city\":[\"Paris\",\"Rome\"]}");
    }

    @Test
    void itsTemplatesOfPersonsAndTasksAreOurs() {
        call("prime_load_template", "{'name': 'person'}");

        assertThat(call("prime_project_node", "{'node_id': 'person/ada'}").text())
                .contains("\"city\":\"Paris\"");
        assertThat(call("prime_load_template", "{'name': 'invoice'}").text())
                .contains("INVALID_ARGUMENT", "person_profile, task_board");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "prime_recall | {'text': 'tea', 'vector': [0.1]} | \"vector\"",
                "prime_recall | {'text': 'tea', 'query': 'coffee'} | \"text\"",
                "prime_context | {'query': 'tea', 'agent_id': 'a1'} | \"agent_id\"",
                "prime_define_projection | {'entity_type': 'person', 'field_policies': {'city': 'most_specific'}} | most_confident",
                "prime_add_node | {'type': 'person', 'properties': {'city': 'Rome'}} | name is missing"
            })
    void whatHasNoCounterpartIsRefusedByName(String tool, String arguments, String named) {
        assertThat(call(tool, arguments).text()).contains("INVALID_ARGUMENT", named);
    }

    @Test
    void eachNameIsThatOfAToolAndNoneIsListed() {
        var listed = memory.catalog.specs().stream().map(ToolSpec::name).toList();

        assertThat(AllSource.TOOLS).hasSize(19);
        assertThat(AllSource.TOOLS.values()).extracting(OldTool::tool).isSubsetOf(listed);
        assertThat(listed).noneMatch(Aliases.ALLSOURCE::has);
    }

    @Test
    void ourNamesMeanThemselvesAndWithoutTheOptionTheOthersMeanNothing() {
        var arguments = SeededMemory.json(Map.of("node_id", "n1"));

        assertThat(Aliases.ALLSOURCE.meant("memory_neighbors", arguments))
                .isEqualTo(new Aliases.Meant("memory_neighbors", arguments));
        assertThat(Aliases.NONE.meant("prime_neighbors", arguments))
                .isEqualTo(new Aliases.Meant("prime_neighbors", arguments));
        assertThat(memory.catalog.unknown("prime_neighbors"))
                .contains("memory_neighbors", "--aliases allsource");
    }

    @Test
    void whatACallWasGivenStaysAsItWas() {
        ObjectNode given =
                SeededMemory.json(
                        "{'type': 'person', 'properties': {'name': 'Eve', 'city': 'Rome'}}");
        ObjectNode before = given.deepCopy();

        Aliases.ALLSOURCE.meant("prime_add_node", given);

        assertThat(given).isEqualTo(before);
    }
}
