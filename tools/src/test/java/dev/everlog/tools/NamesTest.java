package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "quer, query",
        "idempotencyKey, idempotency_key",
        "max, max_tokens",
        "top, top_k",
        "simce, since"
    })
    void guessesWhichNameWasMeant(String wrong, String meant) {
        var known = List.of("query", "since", "until", "max_tokens", "idempotency_key", "top_k");

        assertThat(Names.nearest(wrong, known, 1)).containsExactly(meant);
    }

    @ParameterizedTest
    @CsvSource({"IngestEvent, ingest_event", "asOf, as_of", "maxTokens, max_tokens", "text, text"})
    void writesNamesInSnakeCase(String camel, String snake) {
        assertThat(Names.snake(camel)).isEqualTo(snake);
    }

    @Test
    void shortensWordsBetweenCharacters() {
        assertThat(Names.shortened("x".repeat(39) + "👩")).isEqualTo("x".repeat(39) + "…");
        assertThat(Names.shortened("tea")).isEqualTo("tea");
    }
}
