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
    void aResumedSessionIsToldItsOpenEnds() {
        call("monday", "start_session", "{'goal': 'plan the party'}");
        call("monday", "memory_remember", "{'text': 'Order a cake', 'tags': ['todo']}");

        assertThat(lines(call("later", "get_session_context", "{'session': 'monday'}")))
                .containsExactly("goal plan the party", "todo Order a cake");
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
