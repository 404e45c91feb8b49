package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ContextTest {
    @TempDir private Path vectors;

    private SeededMemory memory;

    @BeforeEach
    void open() {
        memory = SeededMemory.open(vectors);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static List<String> texts(JsonNode answer) {
        return answer.get("items")
                .valueStream()
                .map(row -> row.get("section").asString() + " " + row.get("text").asString())
                .toList();
    }

    @Test
    void rulesComeFirstThenAnswersThenWhatIsNamedEachOnceWithAHandle() {
        memory.answer("memory_remember", "{'text': 'Breakfast is at eight', 'kind': 'decision'}");
        memory.answer("memory_remember", "{'text': 'Ada had porridge for breakfast'}");
        memory.awaitEmbedded();

        var answer = memory.answer("memory_context", "{'query': 'breakfast for Ada'}");
        var text = memory.call("memory_context", "{'query': 'breakfast for Ada'}").text();

        assertThat(texts(answer))
                .startsWith(
                        "rule Breakfast is at eight",
                        "rule Ada prefers tea over coffee",
                        "answer Ada had porridge for breakfast")
                .doesNotContain("answer The order was packed by Bob") // for which nothing speaks
                .contains("about Ada {\"city\":\"Paris\"}")
                .doesNotHaveDuplicates();
        assertThat(text)
                .containsPattern("rule n\\d+ 2026-\\d\\d-\\d\\d tester decision \"Breakfast");
        assertThat(text).contains(Rows.FRAME);
    }

    @Test
    void withoutAQueryItIsTheNewest() {
        assertThat(texts(memory.answer("memory_context", "{}")))
                .containsExactly(
                        "rule Ada prefers tea over coffee", "answer The order was packed by Bob");
    }

    @Test
    void aRuleThatHoldsNoLongerIsNone() {
        memory.answer(
                "memory_remember",
                "{'text': 'Ada prefers milk', 'kind': 'preference', 'valid_to': '2020-01-01'}");
        memory.answer("memory_forget", "{'memory': 'tea', 'dry_run': false}");

        assertThat(texts(memory.answer("memory_context", "{'query': 'what does Ada like?'}")))
                .noneMatch(row -> row.startsWith("rule"));
    }

    @Test
    void whatChangedSinceIsToldNewestFirst() {
        long then = memory.end();
        memory.answer("memory_remember", "{'text': 'Ada moved to Rome'}");
        memory.answer("memory_remember", "{'text': 'Ada now prefers juice', 'key': 'tea'}");

        assertThat(texts(memory.answer("memory_context", "{'since': 'e" + then + "'}")))
                .containsExactly("changed Ada now prefers juice", "changed Ada moved to Rome");
        assertThat(texts(memory.answer("memory_context", "{'since': 'e" + memory.end() + "'}")))
                .isEmpty();
    }

    @Test
    void aTierIsABudgetAndWhatDoesNotFitIsCounted() {
        for (int i = 0; i < 60; i++) {
            memory.answer(
                    "memory_remember",
                    SeededMemory.json(
                            Map.of(
                                    "text",
                                    "Rule " + i + " of the house is to be kept by all who enter it",
                                    "kind",
                                    "decision")));
        }
        memory.awaitEmbedded();
        String query = "{'query': 'the house', 'tier': '%s'}";

        for (Tier tier : Tier.values()) {
            String text =
                    memory.call("memory_context", query.formatted(Names.constant(tier))).text();
            assertThat(TokensTest.O200K.countTokens(text)).isLessThanOrEqualTo(tier.tokens);
        }
        assertThat(memory.answer("memory_context", query.formatted("l2")).get("items").size())
                .isGreaterThan(
                        memory.answer("memory_context", query.formatted("l0")).get("items").size());
        assertThat(
                        memory.call(
                                        "memory_context",
                                        "{'query': 'the house', 'tier': 'l2', 'max_tokens': 200}")
                                .text())
                .containsPattern("\\d+ more rows exceed max_tokens: raise it");
    }
}
