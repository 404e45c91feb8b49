package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.memory.moving.Progress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SessionToolTest {
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

    private JsonNode call(String session, String tool, String arguments) {
        return call(session, "demo", tool, arguments);
    }

    private JsonNode call(String session, String project, String tool, String arguments) {
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
        var result = dispatcher.call(tool, SeededMemory.json(arguments), caller);
        assertThat(result.isError()).as(result.text()).isFalse();
        return result.structured();
    }

    private static List<String> lines(JsonNode rows) {
        return rows.get("items")
                .valueStream()
                .map(row -> row.get("section").asString() + " " + row.get("text").asString())
                .toList();
    }

    @Test
    void aSessionBeginsWithTheLastGoalTheOpenEndsAndWhatChangedSinceByAnyone() {
        call("old", "memory_remember", "{'text': 'Ada prefers tea'}");
        call("monday", "start_session", "{'goal': 'plan the party'}");
        call("monday", "memory_remember", "{'text': 'The party is on Friday'}");
        call("monday", "memory_remember", "{'text': 'Order a cake', 'tags': ['todo']}");
        call("other", "memory_remember", "{'text': 'Bob cannot come'}");

        var begun = call("tuesday", "start_session", "{'goal': 'go on with the party'}");

        assertThat(begun.get("session").asString()).isEqualTo("tuesday");
        assertThat(lines(begun.get("brief")))
                .containsExactly(
                        "goal plan the party",
                        "todo Order a cake",
                        "changed Bob cannot come",
                        "changed The party is on Friday");
    }

    @Test
    void anOpenEndIsClosedByRememberingItWithoutTheTag() {
        call("a", "memory_remember", "{'text': 'Order a cake', 'key': 'cake', 'tags': ['todo']}");
        call("a", "memory_remember", "{'text': 'The cake is here', 'key': 'cake', 'tags': []}");

        assertThat(lines(call("b", "start_session", "{}").get("brief"))).isEmpty();
    }

    @Test
    void theSameRequestAgainStartsNothingAndAnswersTheSame() {
        call("a", "start_session", "{'goal': 'first'}");
        String again = "{'goal': 'second', 'idempotency_key': 'k'}";

        var first = call("b", "start_session", again);
        call("c", "memory_remember", "{'text': 'Something new'}");
        var second = call("b", "start_session", again);

        assertThat(second.get("duplicate").asBoolean()).isTrue();
        assertThat(second.get("position")).isEqualTo(first.get("position"));
        assertThat(second.get("brief")).isEqualTo(first.get("brief"));
    }

    @Test
    void theSecondStartInAConnectionIsAnotherSessionInWhichItGoesOn() {
        var first = call("a", "start_session", "{'goal': 'first'}");
        call("a", "memory_remember", "{'text': 'Said in the first'}");
        var second = call("a", "start_session", "{'goal': 'second', 'idempotency_key': 'k'}");
        call("a", "memory_remember", "{'text': 'Said in the second'}");
        var again = call("a", "start_session", "{'goal': 'second', 'idempotency_key': 'k'}");
        var third = call("a", "start_session", "{'goal': 'third'}");

        assertThat(first.get("session").asString()).isEqualTo("a");
        assertThat(second.get("session").asString()).isEqualTo("a~2");
        assertThat(again.get("session").asString()).isEqualTo("a~2");
        assertThat(third.get("session").asString()).isEqualTo("a~3");
        assertThat(lines(call("b", "get_session_context", "{'session': 'a'}")))
                .containsExactly(
                        "goal first", "wrote Said in the first", "changed Said in the second");
        assertThat(lines(call("b", "get_session_context", "{'session': 'a~2'}")))
                .containsExactly("goal second", "wrote Said in the second");
        assertThat(lines(call("a", "get_session_context", "{}"))).contains("goal third");
    }

    @Test
    void aProjectKnowsItsOwnSessionsOnly() {
        call("a", "demo", "start_session", "{'goal': 'of demo'}");
        call("a", "demo", "memory_remember", "{'text': 'Said in demo'}");

        assertThat(lines(call("b", "other", "start_session", "{}").get("brief"))).isEmpty();
    }

    @Test
    void aSessionIsResumedFromElsewhereWithWhatItWroteAndWhatOthersWroteSince() {
        call("monday", "start_session", "{'goal': 'plan the party'}");
        call("monday", "memory_remember", "{'text': 'The party is on Friday'}");
        long then = memory.end();
        call("other", "memory_remember", "{'text': 'Bob cannot come'}");

        var brief = call("later", "get_session_context", "{'session': 'monday'}");
        var since =
                call(
                        "later",
                        "get_session_context",
                        "{'session': 'monday', 'since': 'e" + then + "'}");
        var before =
                call(
                        "later",
                        "get_session_context",
                        "{'session': 'monday', 'as_of': 'e" + then + "'}");

        assertThat(lines(brief))
                .containsExactly(
                        "goal plan the party",
                        "wrote The party is on Friday",
                        "changed Bob cannot come");
        assertThat(lines(since)).containsExactly("goal plan the party", "changed Bob cannot come");
        assertThat(lines(before))
                .containsExactly("goal plan the party", "wrote The party is on Friday");
    }

    @Test
    void whatWasDoneBesideRememberingIsCountedByTypeOfEvent() {
        call("monday", "start_session", "{'goal': 'plan the party'}");
        call("monday", "memory_remember", "{'text': 'Ada comes', 'key': 'ada'}");
        call("monday", "memory_add_node", "{'type': 'person', 'name': 'Ada'}");
        call("monday", "ingest_event", "{'type': 'room.booked', 'subject': 'room/1'}");
        long then = memory.end();
        call("other", "memory_forget", "{'memory': 'ada', 'reason': 'ill', 'dry_run': false}");
        call("other", "ingest_event", "{'type': 'room.left', 'subject': 'room/1'}");

        assertThat(lines(call("later", "get_session_context", "{'session': 'monday'}")))
                .containsExactly(
                        "goal plan the party",
                        "wrote node.recorded 1, room.booked 1",
                        "changed events.hidden 1, room.left 1");
        assertThat(
                        lines(
                                call(
                                        "later",
                                        "get_session_context",
                                        "{'session': 'monday', 'since': 'e" + then + "'}")))
                .containsExactly("goal plan the party", "changed events.hidden 1, room.left 1");
        assertThat(lines(call("next", "start_session", "{}").get("brief")))
                .containsExactly(
                        "goal plan the party",
                        "changed events.hidden 1, node.recorded 1, room.booked 1, room.left 1");
    }

    @Test
    void aResumedSessionIsToldItsOpenEnds() {
        call("monday", "start_session", "{'goal': 'plan the party'}");
        call("monday", "memory_remember", "{'text': 'Order a cake', 'tags': ['todo']}");

        assertThat(lines(call("later", "get_session_context", "{'session': 'monday'}")))
                .containsExactly("goal plan the party", "todo Order a cake");
    }

    private void monday() {
        call("monday", "start_session", "{'goal': 'plan the party'}");
        call("monday", "memory_remember", "{'text': 'Order a cake', 'tags': ['todo']}");
        call("monday", "memory_remember", "{'text': 'Invite Bob', 'tags': ['todo']}");
        call("errand", "start_session", "{'goal': 'buy paint'}");
        call("errand", "memory_remember", "{'text': 'Which colour?', 'tags': ['todo']}");
    }

    @Test
    void aSessionThatGoesOnWithAnotherBeginsWithItsGoalAndItsOpenEnds() {
        monday();

        var begun = call("b", "start_session", "{'goal': 'bake', 'parent_session': 'monday'}");
        var alone = call("c", "start_session", "{'goal': 'something else'}");

        assertThat(lines(begun.get("brief")))
                .containsExactly(
                        "parent plan the party",
                        "todo Invite Bob",
                        "todo Order a cake",
                        "goal buy paint",
                        "todo Which colour?");
        assertThat(lines(alone.get("brief")))
                .containsExactly(
                        "goal bake", "todo Which colour?", "todo Invite Bob", "todo Order a cake");
    }

    @Test
    void theLastSessionIsNotToldTwiceWhereItIsTheParent() {
        monday();

        var begun = call("b", "start_session", "{'parent_session': 'errand'}");

        assertThat(lines(begun.get("brief")))
                .startsWith("parent buy paint", "todo Which colour?", "todo Invite Bob")
                .doesNotContain("goal buy paint");
    }

    @Test
    void whatTheParentLeftOpenOutlivesASmallBudget() {
        monday();
        for (int i = 0; i < 30; i++) {
            call("errand", "memory_remember", "{'text': 'Shop " + i + " has paint'}");
        }

        var begun = call("b", "start_session", "{'parent_session': 'monday', 'max_tokens': 100}");

        assertThat(lines(begun.get("brief"))).startsWith("parent plan the party");
        assertThat(begun.at("/brief/left_out").asInt()).isPositive();
    }

    @Test
    void aSessionThatIsResumedIsToldItsParentAndItsChildren() {
        monday();
        call("baking", "start_session", "{'goal': 'bake', 'parent_session': 'monday'}");
        long then = memory.end();
        call("hosting", "start_session", "{'goal': 'host', 'parent_session': 'monday'}");
        call("hosting", "memory_remember", "{'text': 'Order a cake: done', 'tags': []}");

        assertThat(lines(call("x", "get_session_context", "{'session': 'monday'}")))
                .startsWith(
                        "goal plan the party", "child host", "child bake", "todo Which colour?");
        assertThat(kinds(call("x", "get_session_context", "{'session': 'monday'}")))
                .contains("session hosting", "session baking");
        String before = "{'session': 'monday', 'as_of': 'e" + then + "'}";
        assertThat(lines(call("x", "get_session_context", before)))
                .startsWith("goal plan the party", "child bake", "todo Which colour?")
                .doesNotContain("child host");
        String since = "{'session': 'monday', 'since': 'e" + then + "'}";
        assertThat(lines(call("x", "get_session_context", since)))
                .contains("child host")
                .doesNotContain("child bake");
        assertThat(lines(call("x", "get_session_context", "{'session': 'hosting'}")))
                .startsWith(
                        "parent plan the party",
                        "todo Invite Bob",
                        "todo Order a cake",
                        "goal host",
                        "todo Which colour?");
    }

    @Test
    void aParentIsToldAsItWasThen() {
        monday();
        call("b", "start_session", "{'goal': 'bake', 'parent_session': 'monday'}");
        long then = memory.end();
        String asOf = "{'session': 'b', 'as_of': 'e" + then + "'}";
        var before = lines(call("x", "get_session_context", asOf));
        call("monday", "memory_remember", "{'text': 'Call Eve', 'tags': ['todo']}");

        assertThat(lines(call("x", "get_session_context", asOf))).isEqualTo(before);
        assertThat(lines(call("x", "get_session_context", "{'session': 'b'}")))
                .startsWith("parent plan the party", "todo Call Eve", "todo Invite Bob");
    }

    @Test
    void aParentThatIsHiddenOrOfAnotherProjectIsNotTold() {
        call("a", "other", "start_session", "{'goal': 'of another project'}");
        monday();
        memory.answer("delete_events", "{'events': ['e2'], 'reason': 'a test', 'dry_run': false}");

        assertThat(lines(call("b", "start_session", "{'parent_session': 'a'}").get("brief")))
                .doesNotContain("parent of another project");
        assertThat(lines(call("c", "start_session", "{'parent_session': 'monday'}").get("brief")))
                .startsWith("todo Invite Bob");
    }

    private static List<String> kinds(JsonNode rows) {
        return rows.get("items").valueStream().map(row -> row.get("kind").asString()).toList();
    }

    @Test
    void aSessionThatWasNeverSeenIsToldAsEmpty() {
        call("a", "memory_remember", "{'text': 'Ada prefers tea'}");

        assertThat(call("a", "get_session_context", "{'session': 'nobody'}").get("items"))
                .isEmpty();
    }

    @Test
    void onlyTheServerWritesThatASessionStarted() {
        var refused =
                memory.call(
                        "ingest_event", "{'type': 'session.started', 'subject': 'conversation/x'}");

        assertThat(refused.text()).contains("INVALID_ARGUMENT", "session");
    }
}
