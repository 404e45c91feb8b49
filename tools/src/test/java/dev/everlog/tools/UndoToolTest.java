package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.memory.moving.Progress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UndoToolTest {
    @TempDir private Path vectors;

    private final ToolDispatcher dispatcher = new ToolDispatcher(ToolCatalog.standard());
    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private ToolResult call(String session, String project, String tool, String arguments) {
        var caller =
                new Session(
                        memory.session().recall(),
                        "tester",
                        session,
                        project,
                        memory.clock,
                        SeededMemory.NOWHERE,
                        Progress.NONE,
                        null);
        return dispatcher.call(tool, SeededMemory.json(arguments), caller);
    }

    private void wrongWork() {
        call("right", "demo", "memory_remember", "{'text': 'Ada prefers tea', 'key': 'drink'}");
        call("right", "demo", "memory_remember", "{'text': 'No cake for Ada', 'key': 'cake'}");
        call("wrong", "demo", "memory_forget", "{'memory': 'cake', 'dry_run': false}");
        call("wrong", "demo", "memory_remember", "{'text': 'Ada prefers mate', 'key': 'drink'}");
        call("wrong", "other", "memory_remember", "{'text': 'Bob hates tea', 'key': 'bob'}");
    }

    @Test
    void theWorkOfASessionIsUndoneInAllProjectsAfterAPreviewAndThatIsUndoneToo() {
        wrongWork();
        String undo = "{'session': 'wrong', 'reason': 'a mistake'}";

        var preview = memory.call("delete_events", undo);
        assertThat(preview.text())
                .contains(
                        "dry run, nothing hidden; would hide 2 events: e4-e5",
                        "1 nodes and memories gone, 1 back, 1 as before",
                        "events shown again: e2",
                        "gone n3",
                        "back n2 memory \"No cake for Ada\"",
                        "as before n1 memory \"Ada prefers tea\"",
                        "confirm_token=");
        var done = memory.confirmed("delete_events", SeededMemory.json(undo));
        assertThat(texts()).isEqualTo("[\"Ada prefers tea\",\"No cake for Ada\"]");

        memory.answer("restore_events", "{'deletion': '" + done.get("undo").asString() + "'}");
        assertThat(texts()).isEqualTo("[\"Ada prefers mate\",\"Bob hates tea\"]");
    }

    private String texts() {
        var texts = Json.MAPPER.createArrayNode();
        memory.answer("memory_search", "{'type': 'memory', 'project': '*', 'sort': 'newest'}")
                .get("items")
                .valueStream()
                .map(row -> row.get("text").asString())
                .sorted()
                .forEach(texts::add);
        return texts.toString();
    }

    @Test
    void whatWasWrittenInASpanIsUndone() {
        wrongWork();
        String span = "{'written_after': 'e2', 'written_until': 'e4', 'reason': 'a mistake'}";

        memory.confirmed("delete_events", SeededMemory.json(span));

        assertThat(texts())
                .isEqualTo("[\"Ada prefers tea\",\"Bob hates tea\",\"No cake for Ada\"]");
    }

    @Test
    void eventsAndWorkAreNotHiddenInOneCall() {
        wrongWork();

        assertThat(
                        memory.call(
                                        "delete_events",
                                        "{'events': ['e1'], 'session': 'wrong', 'reason': 'r'}")
                                .text())
                .contains("INVALID_ARGUMENT", "not both");
    }

    @Test
    void restoringByFiltersIsPreviewedFirstThoughItBeASingleEvent() {
        memory.answer("ingest_event", "{'type': 'order.placed', 'subject': 'order/7'}");
        memory.answer("delete_events", "{'events': ['e1'], 'reason': 'r', 'dry_run': false}");
        long end = memory.end();

        var preview = memory.answer("restore_events", "{'subjects': ['order/7']}");

        assertThat(memory.end()).isEqualTo(end);
        assertThat(preview.get("dry_run").booleanValue()).isTrue();
        assertThat(preview.get("events").toString()).isEqualTo("[\"e1\"]");
        assertThat(memory.answer("restore_events", "{'deletion': 'e2'}").get("count").asInt())
                .isOne();
    }

    @Test
    void hintsNameWhatTheToolTakes() {
        assertThat(memory.call("restore_events", "{}").text())
                .contains("say what to restore: a deletion, or filters")
                .doesNotContain("events or");
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Ada'}");
        assertThat(memory.call("compare_entities", "{'subjects': ['person/ada']}").text())
                .contains("subjects must have 2..20 entries, has 1", "name at least 2")
                .doesNotContain("split");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void aReasonIsSomethingOrLeftAway(String reason) {
        memory.answer("memory_remember", "{'text': 'Ada prefers tea', 'key': 'drink'}");

        for (String call :
                new String[] {
                    "delete_events {'events': ['e1']",
                    "restore_events {'subjects': ['memory/*']",
                    "memory_forget {'memory': 'drink'"
                }) {
            String tool = call.substring(0, call.indexOf(' '));
            String arguments = call.substring(tool.length() + 1) + ", 'reason': '" + reason + "'}";
            assertThat(memory.call(tool, arguments).text())
                    .as(call)
                    .contains("INVALID_ARGUMENT", "reason is blank");
        }
    }

    @Test
    void aNodeIsNotForgottenAsAnEdgeNorAnEdgeAsANode() {
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Ada'}");
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Bob'}");
        memory.answer("memory_add_edge", "{'source': 'Ada', 'target': 'Bob', 'relation': 'knows'}");

        for (String edge : new String[] {"n1", "person/ada", "Ada", "e1"}) {
            assertThat(memory.call("memory_forget", "{'edge': '" + edge + "'}").text())
                    .contains("INVALID_ARGUMENT", "is no edge: give it as memory or node");
        }
        assertThat(memory.call("memory_forget", "{'node': 'e3'}").text())
                .contains("INVALID_ARGUMENT", "is an edge: give it as edge");
        assertThat(memory.answer("memory_forget", "{'edge': 'e3'}").get("edges")).hasSize(1);
    }

    @Test
    void theHistoryOfAForgottenNodeIsFoundByItsName() {
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Ada Lovelace'}");
        memory.answer("memory_forget", "{'node': 'Ada Lovelace', 'dry_run': false}");

        assertThat(memory.call("memory_history", "{'node': 'ada lovelace'}").text())
                .contains("history of n1", "e1 hidden by e2");
        assertThat(memory.call("memory_history", "{'node': 'Ada Byron'}").text())
                .contains("NOT_FOUND");
    }

    @Test
    void whatHeldAtTheTimeThatIsAskedAboutIsNotMarkedAsOver() {
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Ada'}");
        memory.answer("memory_add_node", "{'type': 'company', 'name': 'Acme'}");
        memory.answer(
                "memory_add_edge",
                "{'source': 'Ada', 'target': 'Acme', 'relation': 'works_at', 'valid_from': '2020-01-01',"
                        + " 'valid_to': '2021-01-01'}");
        memory.answer(
                "memory_remember",
                "{'text': 'Ada works at Acme', 'valid_from': '2020-01-01', 'valid_to': '2021-01-01'}");

        for (String call :
                new String[] {
                    "memory_neighbors {'node': 'Ada'",
                    "memory_shortest_path {'from': 'Ada', 'to': 'Acme'",
                    "memory_recall {'query': 'Ada Acme'"
                }) {
            String tool = call.substring(0, call.indexOf(' '));
            String arguments = call.substring(tool.length() + 1);
            assertThat(memory.call(tool, arguments + "}").text()).as(call).contains("(no longer)");
            assertThat(memory.call(tool, arguments + ", 'valid_at': '2020-06-01'}").text())
                    .as(call)
                    .contains("valid 2020")
                    .doesNotContain("no longer");
        }
    }

    @Test
    void aNameThatIsLikeNoneIsNotGuessed() {
        assertThat(memory.call("get_stats", "{'frobnicate': 1}").text())
                .contains("there is no parameter \"frobnicate\"")
                .doesNotContain("did you mean");
        assertThat(memory.call("get_stats", "{'detial': 'full'}").text())
                .contains("did you mean detail?");
        assertThat(ToolCatalog.standard().unknown("xyzzy")).doesNotContain("nearest");
    }

    @Test
    void aProjectionThatWasRemovedIsThereAsOfBeforeAndCanBeDefinedAnew() {
        memory.answer("memory_add_node", "{'type': 'person', 'name': 'Ada'}");
        String define = "{'name': 'people', 'template': 'person_profile'}";
        memory.answer("memory_define_projection", define);

        var removed = memory.call("memory_define_projection", "{'name': 'people', 'remove': true}");

        assertThat(removed.text()).contains("removed", "people");
        assertThat(memory.answer("memory_list_projections", "{}").get("items")).isEmpty();
        assertThat(memory.call("memory_get_projection", "{'name': 'people'}").text())
                .contains("NOT_FOUND");
        assertThat(
                        memory.call(
                                        "memory_define_projection",
                                        "{'name': 'people', 'remove': true}")
                                .text())
                .contains("NOT_FOUND");
        assertThat(rows("{'name': 'people', 'as_of': 'e2'}")).hasSize(1);
        memory.answer("memory_define_projection", define);
        assertThat(rows("{'name': 'people'}")).hasSize(1);
    }

    private JsonNode rows(String arguments) {
        return memory.answer("memory_get_projection", arguments).get("items");
    }
}
