package dev.everlog.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {
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

    @Test
    void eventsAreCountedByTypeAndSubjectKindWithoutTheHiddenOne() {
        var counts = memory.answer("get_stats", "{}");

        assertThat(counts.at("/by_type/order.placed").asInt()).isOne();
        assertThat(counts.at("/by_type/memory.remembered").asInt()).isEqualTo(2);
        assertThat(counts.get("by_type").has("order.paid")).isFalse();
        assertThat(counts.at("/by_subject_kind/memory").asInt()).isEqualTo(2);
        assertThat(counts.at("/by_subject_kind/person").asInt()).isEqualTo(2);
        assertThat(counts.get("hidden").asInt()).isOne();
        assertThat(counts.get("events").asLong()).isEqualTo(memory.end() - 1);
    }

    @Test
    void theEndOfTheLogItsDurabilityAndTheLagOfEachViewAreToldAsOfWhenever() {
        var now = memory.answer("get_stats", "{}");
        var then = memory.call("get_stats", "{'as_of': 'e3'}");

        assertThat(now.get("log_end").asLong()).isEqualTo(memory.end());
        assertThat(now.get("durable").stringValue()).isEqualTo("process");
        assertThat(now.get("lag").valueStream()).isNotEmpty().allMatch(lag -> lag.asLong() == 0);
        assertThat(then.text())
                .contains(
                        "as of e3", "log end e" + memory.end() + ",", "durable: process", "lag: ");
    }

    @Test
    void aQuickAnswerHasTheMostFrequentTypesAndAFullOneAll() {
        for (int i = 0; i < 12; i++) {
            memory.answer("ingest_event", "{'type': 'a.t" + i + "', 'subject': 'a/1'}");
        }

        var quick = memory.answer("get_stats", "{}");
        var full = memory.answer("get_stats", "{'detail': 'full'}");

        assertThat(quick.get("by_type")).hasSize(LogStatistics.FEW);
        assertThat(quick.at("/by_type/memory.remembered").asInt()).isEqualTo(2);
        assertThat(full.get("by_type"))
                .hasSize(LogStatistics.FEW + quick.get("types_left_out").asInt());
        assertThat(full.has("types_left_out")).isFalse();
    }

    @Test
    void theTokensOfAllAnswersOfThisProcessAreCountedAsBudgetsCountThem() {
        long before = served();
        long itself = served() - before; // what the answer about them takes
        var recalled = memory.call("memory_recall", "{'query': 'tea'}");
        var failed = memory.call("memory_recall", "{'qery': 'tea'}");

        assertThat(served())
                .isCloseTo(
                        before + 2 * itself + Tokens.of(recalled.text()) + Tokens.of(failed.text()),
                        within(2L)); // a figure may get longer
        assertThat(itself).isPositive();
        assertThat(memory.call("get_stats", "{'as_of': 'e3'}").text())
                .containsPattern("served: \\d+ tokens by this process since its start");
    }

    private long served() {
        return memory.answer("get_stats", "{}").get("tokens_served").asLong();
    }

    @Test
    void manyCallsAtOnceAreAllCounted() {
        long tokens = Tokens.of(memory.call("memory_history", "{'node': 'tea'}").text());
        var other = new ToolDispatcher(memory.catalog);

        IntStream.range(0, 200)
                .parallel()
                .forEach(i ->
                        other.beside(memory.catalog)
                                .call(
                                        "memory_history",
                                        SeededMemory.json("{'node': 'tea'}"),
                                        memory.session()));

        var counts = other.call("get_stats", SeededMemory.json("{}"), memory.session());
        assertThat(counts.structured().get("tokens_served").asLong()).isEqualTo(200 * tokens);
    }

    @Test
    void whatTheTailTakesAndWhatTheArchiveTakesAreToldApart(@TempDir Path tenant) throws Exception {
        try (var kept = SeededMemory.onDisk(tenant)) {
            kept.answer("memory_remember", "{'text': 'Ada prefers tea'}");
            var hot = kept.answer("get_stats", "{}");
            assertThat(hot.get("hot_bytes").asLong())
                    .isPositive()
                    .isEqualTo(bytes(tenant, "generations"));
            assertThat(hot.get("cold_bytes").asLong()).isZero();
            kept.seal();
            var sealed = kept.answer("get_stats", "{}");

            assertThat(sealed.get("cold_bytes").asLong())
                    .isPositive()
                    .isEqualTo(bytes(tenant, "archive"));
            assertThat(sealed.get("hot_bytes").asLong()).isLessThan(hot.get("hot_bytes").asLong());
            assertThat(kept.call("get_stats", "{}").text())
                    .contains(sealed.get("cold_bytes") + " cold, ");
        }
    }

    private static long bytes(Path tenant, String part) throws IOException {
        try (var files = Files.walk(tenant.resolve("log").resolve(part))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void memoriesNodesEdgesAndTheTextsThatTheIndexesCoverAreCounted() {
        memory.answer("memory_remember", "{'text': 'Ada hates coffee', 'key': 'tea'}");
        memory.answer("memory_forget", "{'memory': 'tea', 'dry_run': false}");
        memory.awaitEmbedded();

        var counts = memory.answer("memory_stats", "{}");

        assertThat(counts.get("memories").asInt()).isOne();
        assertThat(counts.at("/memories_by_kind/note").asInt()).isOne();
        assertThat(counts.at("/nodes_by_type/person").asInt()).isEqualTo(2);
        assertThat(counts.at("/nodes_by_type/order").asInt()).isOne();
        assertThat(counts.get("nodes").asInt()).isEqualTo(3);
        assertThat(counts.at("/edges_by_relation/placed").asInt()).isOne();
        assertThat(counts.get("texts").asInt()).isEqualTo(3);
        assertThat(counts.get("embedded").asInt()).isEqualTo(3);
        assertThat(counts.get("indexed").asInt()).isEqualTo(3);
    }
}
