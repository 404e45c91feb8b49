package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTest {
    @TempDir Path vectors;

    private static List<String> offered(Selection selection) {
        return ToolCatalog.standard().offering(selection).specs().stream()
                .map(ToolSpec::name)
                .toList();
    }

    private static Selection toolsets(String... names) {
        return new Selection(List.of(names), List.of(), List.of(), false);
    }

    @Test
    void every_tool_is_in_one_toolset() {
        assertThat(ToolCatalog.records())
                .allSatisfy(tool ->
                        assertThat(Toolset.values()).filteredOn(set -> set.has(tool)).hasSize(1));
        assertThat(offered(Selection.ALL))
                .isEqualTo(offered(toolsets(Toolset.names().toArray(String[]::new))));
    }

    @Test
    void toolsets_and_tools_add_up_and_exclusions_take_away() {
        var asked =
                new Selection(
                        List.of("projections"),
                        List.of("get_stats"),
                        List.of("memory_define_projection"),
                        false);
        assertThat(offered(asked))
                .containsExactly("get_stats", "memory_list_projections", "memory_get_projection");
    }

    @Test
    void read_only_offers_nothing_that_writes() {
        var specs =
                ToolCatalog.standard()
                        .offering(new Selection(List.of(), List.of(), List.of(), true))
                        .specs();
        assertThat(specs).isNotEmpty().allMatch(ToolSpec::readOnly);
    }

    @Test
    void an_unknown_name_is_answered_with_the_nearest_and_all() {
        assertThatThrownBy(() -> offered(toolsets("grph")))
                .hasMessageContaining("grph")
                .hasMessageContaining("the nearest is graph, and all are events, analysis,");
        var wrong = new Selection(List.of(), List.of(), List.of("get_stat"), false);
        assertThatThrownBy(() -> offered(wrong))
                .hasMessageContaining("the nearest is get_stats, and all are get_stats, sample_");
    }

    @Test
    void a_tool_that_is_switched_off_says_so_when_called() {
        try (var memory = SeededMemory.empty(vectors)) {
            var narrowed = ToolCatalog.standard().offering(toolsets("graph"));
            var arguments = Json.MAPPER.createObjectNode();
            var refused =
                    new ToolDispatcher(narrowed).call("get_stats", arguments, memory.session());
            assertThat(refused.isError()).isTrue();
            assertThat(refused.text())
                    .contains("UNKNOWN_TOOL", "get_stats exists", "--toolsets", "tools/list");
        }
    }
}
