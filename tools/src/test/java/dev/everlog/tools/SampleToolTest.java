package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleToolTest {
    @TempDir private Path vectors;
    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.withoutModel(vectors);
        for (int i = 0; i < 30; i++) {
            memory.answer(
                    "ingest_event",
                    "{'type': 'order.%s', 'subject': 'order/%d'}"
                            .formatted(i % 10 == 0 ? "lost" : "placed", i));
        }
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void strataGetEqualSharesAndAreTold() {
        var sample = memory.call("sample_events", "{'size': 6, 'stratify_by': 'type', 'seed': 7}");

        assertThat(sample.text())
                .contains("6 of 30 events, seed 7: order.placed 3 of 27, order.lost 3 of 3");
        assertThat(sample.structured().get("items")).hasSize(6);
        assertThat(memory.call("sample_events", "{'size': 6, 'stratify_by': 'type', 'seed': 7}"))
                .isEqualTo(sample);
    }

    @Test
    void filtersSayWhatIsSampledAndPagesGoOnInTheSameSample() {
        var whole = memory.answer("sample_events", "{'types': ['order.placed'], 'size': 8}");
        var first =
                memory.answer(
                        "sample_events", "{'types': ['order.placed'], 'size': 8, 'limit': 5}");
        var rest =
                memory.answer(
                        "sample_events",
                        SeededMemory.json("{'types': ['order.placed'], 'size': 8, 'limit': 5}")
                                .set("cursor", first.get("next_cursor")));

        assertThat(whole.get("items"))
                .hasSize(8)
                .allSatisfy(
                        row -> assertThat(row.get("type").stringValue()).isEqualTo("order.placed"));
        assertThat(whole.at("/summary/of").intValue()).isEqualTo(27);
        assertThat(first.get("items").size() + rest.get("items").size()).isEqualTo(8);
        assertThat(rest.at("/items/0")).isEqualTo(whole.at("/items/5"));
    }
}
