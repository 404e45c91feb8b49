package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @TempDir private Path vectors;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3.14159265358979323846264",
                "0.10000000000000000000001",
                "12345678901234567890123",
                "1.10",
                "0.1"
            })
    void aNumberComesBackDigitForDigit(String number) {
        try (var memory = SeededMemory.empty(vectors)) {
            memory.answer(
                    "ingest_event",
                    "{'type': 'a.c', 'subject': 'a/b', 'data': {'x': {'y': [" + number + "]}}}");

            for (String form : List.of("text", "json")) {
                String about = "{'subject': 'a/b', 'format': '" + form + "'}";
                assertThat(memory.call("query_events", "{'format': '" + form + "'}").text())
                        .contains("[" + number + "]");
                assertThat(memory.call("reconstruct_state", about).text())
                        .contains("[" + number + "]");
                assertThat(memory.call("get_snapshot", about).text()).contains("[" + number + "]");
                assertThat(memory.call("event_timeline", about).text())
                        .contains("[" + number + "]");
            }
        }
    }
}
