package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateToolTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        tell("placed", "{'total': 40, 'to': {'city': 'Oslo', 'zip': '1'}}", "2026-03-01T10:00:00Z");
        tell("moved", "{'to': {'city': 'Rome'}}", "2026-03-03T13:00:00Z");
        tell("paid", "{'total': null}", "2026-03-03T13:05:10Z");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private void tell(String type, String data, String at) {
        memory.answer(
                "ingest_event",
                "{'type': 'order.%s', 'subject': 'order/7', 'data': %s, 'occurred_at': '%s'}"
                        .formatted(type, data, at));
        memory.clock.move(Duration.ofHours(1));
    }

    @Test
    void theStateOfASubjectIsWhatItsEventsMadeOfIt() {
        var now = memory.answer("get_snapshot", "{'subject': 'order/7'}");

        assertThat(now.get("state")).hasToString("{\"to\":{\"city\":\"Rome\",\"zip\":\"1\"}}");
        assertThat(now.get("version").asInt()).isEqualTo(3);
        assertThat(now.get("last").stringValue()).isEqualTo("e3");
        assertThat(now.has("history")).isFalse();
    }

    @Test
    void aStateIsThatOfAnyPositionAndTimeWithTheEventsThatMadeIt() {
        String asked = "{'subject': 'order/7', 'include_history': true, 'as_of': '%s'}";
        var first = memory.answer("reconstruct_state", asked.formatted("e1"));
        var second = memory.answer("reconstruct_state", asked.formatted("2026-03-14T13:30:00Z"));

        assertThat(first.at("/state/to/city").stringValue()).isEqualTo("Oslo");
        assertThat(first.get("history")).hasSize(1);
        assertThat(second.at("/state/to/city").stringValue()).isEqualTo("Rome");
        assertThat(second.at("/state/total").asInt()).isEqualTo(40);
        assertThat(second.at("/history/1/handle").stringValue()).isEqualTo("e2");
        assertThat(second.get("history")).hasSize(2);
    }

    @Test
    void theNextEventChangesTheStateAsTheMergeSays() {
        String asked = "{'subject': 'order/7', 'as_of': 'e2', 'merge': '%s'}";

        assertThat(memory.answer("reconstruct_state", asked.formatted("shallow")).get("state"))
                .hasToString("{\"total\":40,\"to\":{\"city\":\"Rome\"}}");
        assertThat(memory.answer("reconstruct_state", asked.formatted("replace")).get("state"))
                .hasToString("{\"to\":{\"city\":\"Rome\"}}");
    }

    @Test
    void aTimelineTellsTheStepsWithTheGapsBetweenAndCountsPerBucket() {
        var story = memory.call("event_timeline", "{'subject': 'order/7', 'bucket': 'day'}");

        assertThat(story.text())
                .containsSubsequence(
                        "3 steps in all; from 2026-03-01T00 1, 2026-03-03T00 2",
                        "\ne1 ",
                        "\n+2d3h e2 ",
                        "\n+5m10s e3 ");
    }

    @Test
    void ofManyEventsAnExplanationShowsTheNewestNewestFirst() {
        for (int i = 0; i < 30; i++) {
            tell("noted", "{'n': " + i + "}", "2026-03-04T10:00:00Z");
        }

        assertThat(
                        memory.answer("explain_entity", "{'subject': 'order/7'}")
                                .get("items")
                                .valueStream()
                                .filter(row -> row.get("part").stringValue().equals("event"))
                                .map(row -> row.get("event").stringValue())
                                .limit(3))
                .containsExactly("e33", "e32", "e31");
    }
}
