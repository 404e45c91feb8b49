package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ToolListTest {
    /** For all 43 tools. */
    private static final int MOST_TOKENS = 7_000;

    @Test
    void theGoldenFileIsWhatTheRecordsSay() throws IOException {
        GoldenFile.reference("tools.json").holds(ToolList.derived().toPrettyString() + "\n");
    }

    @Test
    void theSchemasOfAnswersAreWhatTheRecordsSay() throws IOException {
        GoldenFile.reference("answers.json").holds(ToolList.answers().toPrettyString() + "\n");
    }

    @Test
    void theCatalogTellsClientsWhatTheRecordsSay() {
        var listed = ToolCatalog.standard().specs();

        assertThat(listed).hasSameSizeAs(ToolCatalog.records());
        for (int i = 0; i < listed.size(); i++) {
            var derived = ToolList.derived().get("tools").get(i);
            assertThat(listed.get(i).name()).isEqualTo(derived.get("name").stringValue());
            assertThat(listed.get(i).inputSchema()).isEqualTo(derived.get("inputSchema"));
        }
    }

    @Test
    void theToolsAreListedInTheOrderOfTheirDocumentation() {
        assertThat(ToolCatalog.standard().specs())
                .extracting(ToolSpec::name)
                .containsExactly(
                        "get_stats",
                        "sample_events",
                        "get_cluster_status",
                        "list_schemas",
                        "register_schema",
                        "query_events",
                        "semantic_search_events",
                        "hybrid_search",
                        "query_sql",
                        "get_snapshot",
                        "reconstruct_state",
                        "analyze_changes",
                        "event_timeline",
                        "explain_entity",
                        "compare_entities",
                        "find_patterns",
                        "detect_anomalies",
                        "start_session",
                        "get_session_context",
                        "ingest_event",
                        "import_events",
                        "export_events",
                        "delete_events",
                        "restore_events",
                        "memory_remember",
                        "memory_recall",
                        "memory_context",
                        "memory_index",
                        "memory_forget",
                        "memory_history",
                        "memory_provenance",
                        "memory_consolidate",
                        "memory_stats",
                        "memory_add_node",
                        "memory_add_edge",
                        "memory_search",
                        "memory_neighbors",
                        "memory_shortest_path",
                        "memory_embed",
                        "memory_similar",
                        "memory_define_projection",
                        "memory_list_projections",
                        "memory_get_projection");
    }

    @Test
    void theListFitsIntoAConversation() {
        assertThat(TokensTest.O200K.countTokens(ToolList.derived().toString()))
                .isLessThanOrEqualTo(MOST_TOKENS);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        var catalog = ToolCatalog.standard();

        assertThat(catalog.find("memory_recal")).isEmpty();
        assertThat(catalog.find("memory_recall")).isPresent();
        assertThat(catalog.unknown("memory_recal\n"))
                .contains("memory_recall")
                .doesNotContain("\n");
    }
}
