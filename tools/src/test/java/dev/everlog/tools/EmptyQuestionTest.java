package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmptyQuestionTest {
    @TempDir private Path vectors;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "memory_recall | {'query': 'tea', 'since': '2026-05-03', 'until': '2026-05-02'} | until is before since",
                "query_events | {'since': '-1d', 'until': '-2d'} | until is before since",
                "event_timeline | {'subject': 'a/b', 'since': '-1d', 'until': '-2d'} | until is before since",
                "delete_events | {'reason': 'r', 'since': '-1d', 'until': '-2d'} | until is before since",
                "memory_recall | {'query': 'tea', 'weights': {'meaning': 0, 'words': 0, 'graph': 0, 'recency': 0}} | all weigh 0",
                "memory_recall | {'query': 'tea', 'weights': {'meaning': 0, 'words': 0, 'graph': 0, 'recency': 1}} | all weigh 0",
                "memory_similar | {'text': 'tea', 'since': '-1d', 'until': '-2d'} | until is before since",
                "memory_search | {'sort': 'match'} | sort match needs a text",
                "memory_remember | {'text': 'x', 'valid_from': '-1d', 'valid_to': '-2d'} | valid_to",
                "memory_add_node | {'type': 'a', 'name': 'b', 'valid_from': '-1d', 'valid_to': '-2d'} | valid_to",
            })
    void aQuestionThatNothingCanAnswerIsRefusedInsteadOfAnsweredWithNothing(
            String tool, String arguments, String message) {
        try (var memory = SeededMemory.empty(vectors)) {
            memory.answer("ingest_event", "{'type': 'a.c', 'subject': 'a/b'}");

            assertThat(memory.call(tool, arguments).text())
                    .contains("code: INVALID_ARGUMENT", message, "hint: ");
        }
    }

    @Test
    void theSameDayAsSinceAndUntilIsThatDay() {
        try (var memory = SeededMemory.empty(vectors)) {
            memory.answer("ingest_event", "{'type': 'a.c', 'subject': 'a/b'}");

            assertThat(memory.call("query_events", "{'since': 'today', 'until': 'today'}").text())
                    .contains("1 row");
        }
    }
}
