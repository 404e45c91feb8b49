package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.everlog.embeddings.HashingEmbedder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedToolTest {
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

    private String nearest(String text) {
        var similar =
                memory.answer(
                        "memory_similar", SeededMemory.json(Map.of("text", text, "top_k", 1)));
        return similar.at("/items/0/text").stringValue();
    }

    @Test
    void aMemoryIsFoundByOtherWordsThatWereAttached() {
        var attached = memory.call("memory_embed", "{'node': 'tea', 'text': 'breakfast beverage'}");

        assertThat(attached.text())
                .contains(
                        "attached 256 numbers of hashing-256 to the text of n", "durable: process")
                .contains("memory_recall and memory_similar find it by them too");
        assertThat(nearest("breakfast beverage")).isEqualTo("Ada prefers tea over coffee");
        assertThat(
                        memory.answer("memory_recall", "{'query': 'breakfast beverage'}")
                                .at("/items/0/text")
                                .stringValue())
                .isEqualTo("Ada prefers tea over coffee");
    }

    @Test
    void aMemoryIsFoundByAVectorOfTheModelThatServes() {
        try (var embedder = new HashingEmbedder()) {
            var wish = SeededMemory.json("{'node': 'tea', 'model': 'hashing-256'}");
            var numbers = wish.putArray("vector");
            for (float number : embedder.embed("breakfast beverage").toArray()) {
                numbers.add(number);
            }

            assertThat(memory.answer("memory_embed", wish).get("searched").booleanValue()).isTrue();
        }
        assertThat(nearest("breakfast beverage")).isEqualTo("Ada prefers tea over coffee");
    }

    @Test
    void aVectorOfAnotherModelIsKeptAndTheAnswerSaysThatNothingSearchesByIt() {
        var kept =
                memory.call(
                        "memory_embed",
                        "{'node': 'tea', 'vector': [0.6, 0.8], 'model': 'another model'}");

        assertThat(kept.text())
                .contains("attached 2 numbers of \"another model\"")
                .contains("kept, but not searched by: this server searches with hashing-256");
        assertThat(kept.structured().get("searched").booleanValue()).isFalse();
        String events = "{'types': ['memory.embedded'], 'fields': %s}";
        assertThat(memory.call("query_events", events.formatted("[]")).text())
                .contains("another model", "2 numbers")
                .doesNotContain("0.8");
        assertThat(memory.call("query_events", events.formatted("['vector']")).text())
                .contains("0.6", "0.8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'node': 'tea'} | give either text or vector",
                "{'node': 'tea', 'text': 'x', 'vector': [1]} | give either text or vector",
                "{'node': 'tea', 'vector': [1, 2]} | has 256 numbers, this one has 2",
                "{'node': 'tea', 'vector': [0, 0], 'model': 'm'} | all of its 2 numbers are 0",
                "{'node': 'tea', 'vector': [1, 1e300], 'model': 'm'} | vector[1] is 1.0E300",
                "{'node': 'tea', 'vector': [], 'model': 'm'} | vector must have 1..4096 entries",
                "{'node': 'tea', 'vector': ['a'], 'model': 'm'} | vector[0] is the text \\\"a\\\"",
                "{'node': 'tea', 'text': 'x', 'model': 'm'} | only with hashing-256",
                "{'node': 'order/7', 'text': 'x'} | has no text",
            })
    void whatCannotBeAttachedIsRefusedInWordsThatHelp(String arguments, String why) {
        long end = memory.end();

        var refused = memory.call("memory_embed", arguments);

        assertThat(refused.isError()).isTrue();
        assertThat(refused.text())
                .contains("INVALID_ARGUMENT", why.replace("\\\"", "\""), "hint: ");
        assertThat(memory.end()).isEqualTo(end);
    }
}
