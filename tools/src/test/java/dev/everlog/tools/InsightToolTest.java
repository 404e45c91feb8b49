package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsightToolTest {
    @TempDir private Path vectors;
    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    /** Two steps an hour apart, in 30 tickets. */
    private void tickets() {
        for (int i = 0; i < 30; i++) {
            memory.answer(
                    "ingest_event",
                    ("{'events': [{'type': 'ticket.opened', 'subject': 'ticket/%d', 'occurred_at':"
                                    + " '2026-03-01T10:00:00Z'}, {'type': 'ticket.closed',"
                                    + " 'subject': 'ticket/%d', 'occurred_at': '2026-03-01T11:00:00Z'}]}")
                            .formatted(i, i));
        }
    }

    @Test
    void aSequenceIsToldWithSupportLiftAndExampleHandles() {
        tickets();
        var found = memory.call("find_patterns", "{}");

        assertThat(found.text())
                .contains(
                        "sequence in 60 events of 30 subjects; 1 candidates tested against chance")
                .contains(
                        "ticket.opened > ticket.closed support 30 expected 15.0 lift 2.0 score 41.59"
                                + " (e1 e2; e3 e4; e5 e6)");
        assertThat(found.structured().at("/items/0/examples/1/0").stringValue()).isEqualTo("e3");
        assertThat(found.structured().at("/summary/tested").intValue()).isEqualTo(1);
    }

    @Test
    void aWindowShorterThanTheStepFindsNothing() {
        tickets();

        assertThat(memory.answer("find_patterns", "{'window': '59m'}").get("items")).isEmpty();
        assertThat(memory.answer("find_patterns", "{'window': '1h'}").get("items")).hasSize(1);
        assertThat(memory.call("find_patterns", "{'window': 'soon'}").text())
                .contains("a length of time is a count and a unit", "for example 30m", "\"soon\"");
    }

    @Test
    void filtersAndSupportDecideWhatIsLookedAt() {
        tickets();

        assertThat(memory.answer("find_patterns", "{'min_support': 31}").get("items")).isEmpty();
        assertThat(
                        memory.answer("find_patterns", "{'types': ['ticket.opened']}")
                                .at("/summary/events")
                                .intValue())
                .isEqualTo(30);
    }

    @Test
    void frequenciesArePaged() {
        tickets();
        var first = memory.answer("find_patterns", "{'kind': 'frequency', 'limit': 1}");
        var second =
                memory.answer(
                        "find_patterns",
                        SeededMemory.json("{'kind': 'frequency', 'limit': 1}")
                                .set("cursor", first.get("next_cursor")));

        assertThat(first.at("/items/0/types/0").stringValue()).isEqualTo("ticket.opened");
        assertThat(first.at("/items/0/events").intValue()).isEqualTo(30);
        assertThat(second.at("/items/0/types/0").stringValue()).isEqualTo("ticket.closed");
        assertThat(second.has("next_cursor")).isFalse();
    }

    @Test
    void anUnusualDayIsToldWithWhatWasExpected() {
        for (int day = 1; day <= 28; day++) {
            var events = Json.MAPPER.createArrayNode();
            for (int i = 0; i < (day == 20 ? 60 : 10); i++) {
                events.addObject()
                        .put("type", "mail.sent")
                        .put("subject", "box/1")
                        .put("occurred_at", "2026-02-%02dT10:00:00Z".formatted(day))
                        .putObject("data")
                        .put("size", day == 5 && i == 3 ? 900 : 20 + i % 2);
            }
            memory.answer("ingest_event", Json.MAPPER.createObjectNode().set("events", events));
        }

        assertThat(memory.call("detect_anomalies", "{}").text())
                .contains("count of 330 events in 28 numbers by mad")
                .contains(
                        "spike 2026-02-20T00:00:00Z observed 60.0 expected 10.0 score 9.1"
                                + " (e191 e192 e193)");
        assertThat(memory.answer("detect_anomalies", "{'metric': 'size'}").get("items"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.get("kind").stringValue()).isEqualTo("spike");
                    assertThat(event.get("observed").doubleValue()).isEqualTo(900);
                    assertThat(event.get("examples").get(0).stringValue()).isEqualTo("e44");
                });
        assertThat(memory.answer("detect_anomalies", "{'sensitivity': 0.1}").get("items"))
                .isEmpty();
    }
}
