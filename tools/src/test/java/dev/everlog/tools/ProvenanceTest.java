package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        city("Paris");
        city("Rome");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private long city(String city) {
        return memory.answer(
                        "memory_add_node",
                        "{'type': 'person', 'name': 'Ada', 'properties': {'city': '" + city + "'}}")
                .get("position")
                .asLong();
    }

    private List<String> rows(String arguments) {
        return memory.answer("memory_provenance", arguments)
                .get("items")
                .valueStream()
                .map(row ->
                        row.get("field").asString()
                                + " "
                                + row.path("value").asString("-")
                                + " "
                                + row.get("standing").asString()
                                + " "
                                + row.path("by").asString("-")
                                + " "
                                + row.get("event").asString())
                .toList();
    }

    @Test
    void theLastThatWasSaidIsChosenAndTheOthersAreToldWithWhatSupersededThem() {
        assertThat(rows("{'node': 'Ada', 'field': 'city'}"))
                .containsExactly("city Rome chosen - e2", "city Paris superseded e2 e1");
        assertThat(memory.call("memory_provenance", "{'node': 'Ada', 'field': 'city'}").text())
                .contains("city \"Rome\" chosen: e2 2026-", " by tester in s1");
    }

    @Test
    void whatIsHiddenGivesWayToWhatWasSaidBeforeAndItsValueIsWithheld() {
        memory.answer("delete_events", "{'events': ['e2'], 'reason': 'wrong', 'dry_run': false}");

        assertThat(rows("{'node': 'Ada', 'field': 'city'}"))
                .containsExactly("city Paris chosen - e1", "city - hidden e3 e2");
        assertThat(rows("{'node': 'Ada', 'field': 'city', 'as_of': 'e2'}"))
                .first()
                .isEqualTo("city Rome chosen - e2");
    }

    @Test
    void aPropertyThatWasTakenAwayIsNothingNow() {
        memory.answer(
                "memory_add_node",
                "{'type': 'person', 'name': 'Ada', 'properties': {'city': null}}");

        assertThat(rows("{'node': 'Ada', 'field': 'city'}"))
                .first()
                .isEqualTo("city - chosen - e3");
    }

    @Test
    void ofAMemoryEachVersionIsACandidate() {
        memory.answer("memory_remember", "{'text': 'Ada likes tea', 'key': 'tea', 'tags': ['x']}");
        memory.answer("memory_remember", "{'text': 'Ada likes juice', 'key': 'tea'}");

        assertThat(rows("{'node': 'tea', 'field': 'text'}"))
                .containsExactly(
                        "text Ada likes juice chosen - e4", "text Ada likes tea superseded e4 e3");
    }

    @Test
    void atAValidTimeOnlyWhatWasTrueThenIsChosen() {
        memory.answer(
                "memory_remember",
                "{'text': 'Ada lives in Lyon', 'key': 'home', 'valid_to': '2026-01-01'}");
        memory.answer(
                "memory_remember",
                "{'text': 'Ada lives in Nice', 'key': 'home', 'valid_from': '2026-01-01'}");

        assertThat(rows("{'node': 'home', 'field': 'text', 'valid_at': '2025-06-01'}"))
                .containsExactly(
                        "text Ada lives in Lyon chosen - e3",
                        "text Ada lives in Nice not_valid - e4");
        assertThat(rows("{'node': 'home', 'field': 'text', 'valid_at': '2026-06-01'}"))
                .containsExactly(
                        "text Ada lives in Nice chosen - e4",
                        "text Ada lives in Lyon not_valid - e3");
    }

    @Test
    void aFieldThatNobodySaidIsNotFoundAndTheOthersAreNamed() {
        assertThat(memory.call("memory_provenance", "{'node': 'Ada', 'field': 'age'}").text())
                .contains("NOT_FOUND", "nobody ever said age", "city");
    }
}
