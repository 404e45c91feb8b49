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
import tools.jackson.databind.node.ObjectNode;

class ErasureToolTest {
    private static final String ORDER =
            "{'mode': 'erase', 'subjects': ['order/7'], 'reason': 'request 17'}";

    @TempDir private Path tenant;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.onDisk(tenant);
        memory.answer(
                "ingest_event",
                "{'events': [{'type': 'order.placed', 'subject': 'order/7', 'data': {'by': 'xyzzy'}},"
                        + " {'type': 'order.paid', 'subject': 'order/7', 'data': {'by': 'xyzzy'}},"
                        + " {'type': 'order.placed', 'subject': 'order/8', 'data': {'by': 'Bob'}}]}");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private String data(String event) {
        return memory.answer("query_events", "{'events': ['" + event + "']}")
                .path("items")
                .path(0)
                .path("data")
                .toString();
    }

    private static ObjectNode sure(String arguments, ObjectNode preview) {
        return SeededMemory.json(arguments)
                .put("dry_run", false)
                .put("confirm_token", preview.path("confirm_token").asString());
    }

    @Test
    void thePreviewSaysWhatGoesWhatIsNotReachedAndThatItIsForEver() {
        memory.answer("delete_events", "{'events': ['e2'], 'reason': 'a slip', 'dry_run': false}");
        long end = memory.end();

        var preview = memory.call("delete_events", ORDER);

        assertThat(preview.text())
                .contains(
                        "dry run, nothing erased; would erase 2 events (order.paid 1, order.placed 1): e1-e2",
                        "1 of them hidden before",
                        "for ever, restore_events cannot bring it back",
                        "not reached: backups and exports made before, envelopes",
                        "dry_run=false and confirm_token=c-");
        assertThat(memory.end()).isEqualTo(end);
        assertThat(data("e1")).contains("xyzzy");
    }

    @Test
    void whatIsErasedHasNoDataAndTheReceiptTellsTheChainBeforeAndAfter() {
        var preview = memory.answer("delete_events", ORDER);

        var done = memory.call("delete_events", sure(ORDER, preview));

        assertThat(done.text())
                .contains("erased e4, durable: process: 2 events", "receipt e5 at 20")
                .containsPattern("chain hash [0-9a-f]{16} before and after")
                .doesNotContain("still holds");
        var answer = done.structured();
        assertThat(answer.path("hash_after")).isEqualTo(answer.path("hash_before"));
        assertThat(answer.has("undo")).isFalse();
        assertThat(data("e1")).isEqualTo("{\"erased\":true}");
        assertThat(data("e3")).contains("Bob");
    }

    @Test
    void aSingleEventWantsItsTokenTooAndTheErrorSaysWhy() {
        var refused =
                memory.call(
                        "delete_events",
                        "{'mode': 'erase', 'events': ['e1'], 'reason': 'a test', 'dry_run': false}");

        assertThat(refused.isError()).isTrue();
        assertThat(refused.text())
                .contains("erasing cannot be undone, and no confirm_token was given", "dry_run");
        assertThat(data("e1")).contains("xyzzy");
    }

    @Test
    void aRepetitionWithTheSameKeyGetsTheFirstReceipt() {
        String keyed = ORDER.replace("}", ", 'idempotency_key': 'once'}");
        var sure = sure(keyed, memory.answer("delete_events", keyed));

        var first = memory.answer("delete_events", sure);
        var again = memory.answer("delete_events", sure);

        assertThat(again.path("receipt")).isEqualTo(first.path("receipt"));
        assertThat(again.path("hash_after")).isEqualTo(first.path("hash_after"));
        assertThat(again.path("duplicate").asBoolean()).isTrue();
        assertThat(memory.end()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'session': 's1'", "'written_after': 'e1'", "'written_until': 'e2'"})
    void workIsNotErasedAndTheErrorTellsTheWayToItsEvents(String work) {
        var refused =
                memory.call("delete_events", "{'mode': 'erase', " + work + ", 'reason': 'a test'}");

        assertThat(refused.isError()).isTrue();
        assertThat(refused.text())
                .contains("can only be hidden", "mode hide", "events=[…], mode=erase");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", 'events': ['e1'], 'subjects': ['order/7']"})
    void whatToEraseIsSaidInOneWay(String which) {
        var refused =
                memory.call("delete_events", "{'mode': 'erase', 'reason': 'a test'" + which + "}");

        assertThat(refused.text()).contains("either by handle or by filters");
    }

    @Test
    void allVersionsOfAMemoryLoseTheirTextAndTheAnswerDoesNotTellIt() {
        memory.answer("memory_remember", "{'text': 'Ada said xyzzy', 'key': 'word'}");
        memory.answer("memory_remember", "{'text': 'Ada said xyzzy twice', 'key': 'word'}");
        String word = "{'mode': 'erase', 'memory': 'word', 'reason': 'request 17'}";

        var preview = memory.call("memory_forget", word);
        var done = memory.call("memory_forget", sure(word, preview.structured()));

        assertThat(preview.text())
                .contains(
                        "would erase 2 events (memory.remembered 2): e4-e5",
                        "Ada said xyzzy twice");
        assertThat(done.text()).contains("erased e6", "receipt e7").doesNotContain("xyzzy");
        assertThat(data("e4") + data("e5")).doesNotContain("xyzzy");
        assertThat(memory.call("memory_recall", "{'query': 'what did Ada say'}").text())
                .doesNotContain("xyzzy");
    }

    @Test
    void whatIsHiddenIsErasedByItsKeyWithoutBeingToldAndThenCannotBeRestored() {
        memory.answer("memory_remember", "{'text': 'Ada said xyzzy', 'key': 'word'}");
        var hidden =
                memory.answer(
                        "memory_forget",
                        "{'memory': 'word', 'reason': 'a slip', 'dry_run': false}");
        String word = "{'mode': 'erase', 'memory': 'word', 'reason': 'request 17'}";

        var preview = memory.call("memory_forget", word);
        memory.answer("memory_forget", sure(word, preview.structured()));

        assertThat(preview.text())
                .contains("1 of them hidden before", "1 more nodes and edges")
                .doesNotContain("xyzzy");
        assertThat(
                        memory.call(
                                        "restore_events",
                                        "{'deletion': '" + hidden.path("undo").asString() + "'}")
                                .text())
                .contains("nothing restored", "e4: its data were erased");
    }

    @Test
    void aCallOfOneProjectErasesNothingOfAnother() {
        var home =
                new Session(
                        memory.session().recall(),
                        "tester",
                        "s2",
                        "home",
                        memory.clock,
                        SeededMemory.NOWHERE,
                        Progress.NONE,
                        null);
        var dispatcher = new ToolDispatcher(memory.catalog);

        var byFilter = dispatcher.call("delete_events", SeededMemory.json(ORDER), home);
        var byHandle =
                dispatcher.call(
                        "delete_events",
                        SeededMemory.json(
                                "{'mode': 'erase', 'events': ['e1'], 'reason': 'a test'}"),
                        home);

        assertThat(byFilter.text()).contains("would erase 0 events");
        assertThat(byHandle.text())
                .contains("would erase 0 events", "skipped")
                .contains("e1: of another project");
    }
}
