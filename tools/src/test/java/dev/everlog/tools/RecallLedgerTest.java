package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.memory.RecallLedger;
import dev.everlog.memory.moving.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RecallLedgerTest {
    @TempDir private Path vectors;

    private final ToolDispatcher dispatcher = new ToolDispatcher(ToolCatalog.standard());
    private final List<String> complaints = new ArrayList<>();
    private final RecallLedger ledger = new RecallLedger(complaints::add);
    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
    }

    @AfterEach
    void close() {
        ledger.close();
        memory.close();
        assertThat(complaints).isEmpty();
    }

    private ToolResult result(String session, String tool, String arguments) {
        var caller =
                new Session(
                        memory.session().recall(),
                        "tester",
                        session,
                        "demo",
                        memory.clock,
                        SeededMemory.NOWHERE,
                        Progress.NONE,
                        ledger);
        var result = dispatcher.call(tool, SeededMemory.json(arguments), caller);
        assertThat(result.isError()).as(result.text()).isFalse();
        return result;
    }

    private JsonNode call(String session, String tool, String arguments) {
        return result(session, tool, arguments).structured();
    }

    private List<String> served(String arguments) {
        return call("later", "memory_provenance", arguments)
                .path("summary")
                .path("served")
                .valueStream()
                .map(row ->
                        row.get("session").asString()
                                + " "
                                + row.get("question").asString()
                                + " "
                                + row.get("version").asString()
                                + " "
                                + row.get("as_of").asString()
                                + " "
                                + row.get("rank").asInt())
                .toList();
    }

    @Test
    void theQuestionItselfIsNoEventToFindUnlessItsTypeIsAskedFor() {
        call("monday", "memory_remember", "{'text': 'Ada prefers tea'}");
        call("monday", "memory_recall", "{'query': 'zebra tea'}");
        assertThat(ended()).isEqualTo(2);

        assertThat(call("later", "hybrid_search", "{'query': 'zebra tea'}").path("items"))
                .extracting(row -> row.get("type").asString())
                .containsExactly("memory.remembered");
        assertThat(
                        call(
                                        "later",
                                        "hybrid_search",
                                        "{'query': 'zebra', 'types': ['log.recall_served']}")
                                .path("items"))
                .hasSize(1);
    }

    @Test
    void whyTheAgentBelievedThisOnTuesdayIsToldByOneCall() {
        call("monday", "memory_remember", "{'text': 'Ada prefers tea', 'key': 'drink'}");
        memory.clock.move(Duration.ofDays(1));
        call("tuesday", "memory_recall", "{'query': 'what does Ada drink?'}");
        assertThat(ended()).isEqualTo(2); // before the clock moves
        String tuesday = memory.clock.instant().plusSeconds(60).toString();
        memory.clock.move(Duration.ofDays(1));
        call("wednesday", "memory_remember", "{'text': 'Ada prefers mate', 'key': 'drink'}");
        call("wednesday", "memory_recall", "{'query': 'Ada and her drink?'}");

        var why =
                result(
                        "later",
                        "memory_provenance",
                        "{'node': 'drink', 'field': 'text', 'as_of': '" + tuesday + "'}");

        assertThat(why.text())
                .contains(
                        "text \"Ada prefers tea\" chosen: e1",
                        " by tester in monday",
                        "served e1 as #1 by e2",
                        "to tester in tuesday as of e1: memory_recall \"what does Ada drink?\"")
                .doesNotContain("mate", "wednesday");
        assertThat(served("{'node': 'drink'}"))
                .containsExactly(
                        "wednesday Ada and her drink? e3 e3 1",
                        "tuesday what does Ada drink? e1 e1 1");
        assertThat(served("{'node': 'drink', 'as_of': 'e3'}"))
                .containsExactly("tuesday what does Ada drink? e1 e1 1");
    }

    @Test
    void whatASessionWasServedIsToldAlsoWhenItsWorkIsUndone() {
        call("monday", "memory_remember", "{'text': 'Ada prefers tea', 'key': 'drink'}");
        call("tuesday", "memory_recall", "{'query': 'what does Ada drink?'}");
        assertThat(ended()).isEqualTo(2);
        call("tuesday", "memory_remember", "{'text': 'Tea was bought'}");
        String undo = "{'session': 'tuesday', 'reason': 'bad work', 'dry_run': false}";

        assertThat(result("later", "delete_events", undo).text()).contains("1 event: e3");

        assertThat(served("{'node': 'drink'}"))
                .containsExactly("tuesday what does Ada drink? e1 e1 1");
        assertThat(result("later", "get_session_context", "{'session': 'tuesday'}").text())
                .contains("what does Ada drink?")
                .doesNotContain("bought");
    }

    @Test
    void aSessionTellsWhatWasServedInItAsOfThen() {
        call("a", "start_session", "{'goal': 'find out'}");
        call("a", "memory_remember", "{'text': 'Ada prefers tea'}");
        call("a", "memory_recall", "{'query': 'tea?'}");
        long then = ended();
        call("a", "memory_context", "{'query': 'plan breakfast for Ada'}");

        var now = result("b", "get_session_context", "{'session': 'a'}").text();
        var before =
                result("b", "get_session_context", "{'session': 'a', 'as_of': 'e" + then + "'}");

        assertThat(now)
                .contains(
                        "\"memory_recall n1\" \"tea?\"",
                        "\"memory_context n1\" \"plan breakfast for Ada\"");
        assertThat(before.text()).contains("tea?").doesNotContain("breakfast");
    }

    private long ended() {
        assertThat(ledger.settle()).isTrue();
        return memory.end();
    }

    @Test
    void nothingElseIsChangedByIt() {
        memory.answer("memory_remember", "{'text': 'Ada prefers tea', 'session': 'a'}");
        memory.answer("memory_remember", "{'text': 'Bob prefers mate', 'session': 'b'}");
        String recall = "{'query': 'who prefers tea?', 'explain': true, 'now': '2026-06-01'}";
        var without = memory.answer("memory_recall", recall).get("items");
        var briefWithout = memory.answer("get_session_context", "{'session': 'a'}").get("items");
        var digests = memory.session().recall().get().memory().digests();

        var with = call("a", "memory_recall", recall).get("items");
        assertThat(ended()).isEqualTo(3);

        assertThat(with).isEqualTo(without);
        assertThat(call("c", "memory_recall", recall).get("items")).isEqualTo(without);
        assertThat(ended()).isEqualTo(4);
        var brief =
                memory.answer("get_session_context", "{'session': 'a'}")
                        .get("items")
                        .valueStream()
                        .filter(row -> !row.get("section").asString().equals("served"))
                        .toList();
        assertThat(brief).isEqualTo(briefWithout.valueStream().toList());
        var after = memory.session().recall().get().memory().digests();
        assertThat(after.get("graph")).isEqualTo(digests.get("graph"));
        assertThat(after.get("requests")).isEqualTo(digests.get("requests"));
        assertThat(after.get("visibility")).isEqualTo(digests.get("visibility"));
    }

    @Test
    void whereNoneIsKeptReadingAppendsNothing() {
        memory.answer("memory_remember", "{'text': 'Ada prefers tea'}");

        memory.answer("memory_recall", "{'query': 'tea?'}");
        memory.answer("memory_context", "{'query': 'tea?'}");

        assertThat(memory.end()).isEqualTo(1);
    }

    @Test
    void anAnswerWithoutMemoriesIsNoEntryAndOnesOfNodesAre() {
        call("a", "memory_recall", "{'query': 'anything?'}");
        assertThat(ended()).isZero();
        call("a", "memory_add_node", "{'type': 'person', 'name': 'Ada'}");

        call("a", "memory_search", "{'type': 'person'}");

        assertThat(served("{'node': 'Ada'}")).containsExactly("a {\"type\":\"person\"} e1 e1 1");
    }

    @Test
    void anEntryThatIsHiddenIsNotTold() {
        call("a", "memory_remember", "{'text': 'Ada prefers tea', 'key': 'drink'}");
        call("a", "memory_recall", "{'query': 'a secret of mine: tea?'}");
        assertThat(ended()).isEqualTo(2);
        memory.answer("delete_events", "{'events': ['e2'], 'reason': 'secret', 'dry_run': false}");

        assertThat(served("{'node': 'drink'}")).isEmpty();
        assertThat(result("b", "get_session_context", "{'session': 'a'}").text())
                .doesNotContain("secret");
        assertThat(served("{'node': 'drink', 'as_of': 'e2'}")).hasSize(1);
    }

    @Test
    void whatManyAskAtOnceIsAllTakenDown() throws InterruptedException {
        call("a", "memory_remember", "{'text': 'Ada prefers tea', 'key': 'drink'}");
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            String session = "s" + i;
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int k = 0; k < 20; k++) {
                                    call(session, "memory_recall", "{'query': 'tea " + k + "'}");
                                }
                            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(ended()).isEqualTo(1 + 8 * 20);
        assertThat(
                        call("later", "memory_provenance", "{'node': 'drink'}")
                                .get("summary")
                                .get("served_more")
                                .asInt())
                .isEqualTo(150);
    }
}
